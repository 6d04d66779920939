import * as z from 'zod';
import { JudgeError, type ModelJudge } from '../../judges/judge.ts';
import { hasWords, shown } from '../body/text.ts';
import type { Bench } from '../evaluator.ts';
import { ask } from '../judging/ask.ts';
import { answerIn, lastObjectWith } from '../judging/json-reply.ts';
import { needsModelJudge } from '../judging/lexical.ts';
import { formatPrompt, formatReply } from '../prompts/response-quality/format.ts';
import type { ResponseQualityBody } from './body.ts';
import { checkFormat } from './format/format.ts';
import type { FormatIssue } from './format/format-issue.ts';

/** Whether a response has the expected format; null where that could not be found out. */
export const FormatCompliance = z.object({ compliant: z.boolean().nullable(), issues: z.array(z.string()) });

/** See the schema of the same name. */
export type FormatCompliance = z.infer<typeof FormatCompliance>;

/** What came of the question of format. */
export interface FormatFinding {
  /** Null where no format is expected. */
  readonly compliance: FormatCompliance | null;
  /** What the response falls short of. */
  readonly issues: readonly FormatIssue[];
  readonly failure: JudgeError | null;
}

/** Checks the format by code, and asks a model once for what code cannot check. */
export async function checkCompliance(body: ResponseQualityBody, bench: Bench): Promise<FormatFinding> {
  const expected = body.expected_format ?? '';
  if (!hasWords(expected)) return { compliance: null, issues: [], failure: null };
  const { issues, open } = checkFormat(expected, body.response);
  if (!open) return decided(issues);
  const { judge } = bench;
  if (judge.kind === 'embedded') return undecided(issues, needsModelJudge);
  try {
    return decided([...issues, ...(await askForIssues(judge, body, bench))]);
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    return { ...undecided(issues, `could not be checked: ${error.code}`), failure: error };
  }
}

function decided(issues: readonly FormatIssue[]): FormatFinding {
  const compliance = { compliant: issues.length === 0, issues: issues.map(({ issue }) => issue) };
  return { compliance, issues, failure: null };
}

/** What code has found stands; beyond that nothing is known. */
function undecided(issues: readonly FormatIssue[], reason: string): FormatFinding {
  const compliant = issues.length > 0 ? false : null;
  const compliance = { compliant, issues: [...issues.map(({ issue }) => issue), reason] };
  return { compliance, issues, failure: null };
}

async function askForIssues(
  judge: ModelJudge,
  { expected_format, response }: ResponseQualityBody,
  { nonce, deadline }: Bench,
): Promise<readonly FormatIssue[]> {
  const question = {
    ...formatPrompt({ expectedFormat: expected_format ?? '', response, nonce }),
    reply: formatReply,
    read: parseIssues,
    fault: 'the judge gave no usable verdict',
  };
  const [issues] = await ask(judge, question, deadline);
  return issues.map((issue) => ({ issue, advice: 'Follow the expected format.' }));
}

const mostIssues = 10;
const longestIssue = 300;
const Verdict = z.object({ compliant: z.boolean(), issues: z.array(z.string()).default([]) });

/** The issues that a judge's reply names; none if it calls the response compliant; null for an unusable reply. */
function parseIssues(text: string): readonly string[] | null {
  const answer = answerIn(text);
  const verdict = Verdict.safeParse(answer === null ? null : lastObjectWith('compliant', answer));
  if (!verdict.success) return null;
  if (verdict.data.compliant) return [];
  const named = verdict.data.issues.map((issue) => shown(issue.trim(), longestIssue)).filter(Boolean);
  return named.length > 0 ? named.slice(0, mostIssues) : ['does not have the expected format'];
}
