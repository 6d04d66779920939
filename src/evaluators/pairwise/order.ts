import { JudgeError, type ModelJudge } from '../../judges/judge.ts';
import { shown } from '../body/text.ts';
import type { Bench } from '../evaluator.ts';
import { ask, type Question } from '../judging/ask.ts';
import { longestExplanation } from '../judging/ask-for-marks.ts';
import { answerIn, lastObjectWith } from '../judging/json-reply.ts';
import { pairwisePrompt, pairwiseReply } from '../prompts/pairwise/prompt.ts';
import type { PairwiseBody } from './body.ts';
import { majorityOf, type Preference, type Verdict } from './verdict.ts';

/** What came of one order: its verdict, or the judge's error. */
export type JudgedOrder = { readonly verdict: Verdict } | { readonly error: JudgeError };

/** Has a model judge the responses in one order. */
export async function judgeOrder(
  judge: ModelJudge,
  order: Verdict['order'],
  { body, bench }: { readonly body: PairwiseBody; readonly bench: Bench },
): Promise<JudgedOrder> {
  try {
    return { verdict: verdictOf(order, await ask(judge, questionOf(order, body, bench), bench.deadline)) };
  } catch (error) {
    if (error instanceof JudgeError) return { error };
    throw error;
  }
}

function questionOf(order: Verdict['order'], body: PairwiseBody, { nonce }: Bench): Question<ParsedWinner> {
  const { response_a: a, response_b: b, prompt, samples, explain } = body;
  return {
    ...pairwisePrompt({
      prompt,
      reference: body.reference?.trim() ? body.reference : null,
      criteria: body.criteria?.trim() ? body.criteria : null,
      responses: order === 'ab' ? [a, b] : [b, a],
      explain,
      nonce,
    }),
    reply: pairwiseReply(explain),
    samples,
    read: parseWinner,
    fault: 'the judge gave no usable verdict',
  };
}

interface ParsedWinner {
  readonly shown: '1' | '2' | 'tie';
  readonly analysis: string;
}

/** The winner in a judge's reply, or null: the last complete object that names one decides, and nothing else does. */
function parseWinner(text: string): ParsedWinner | null {
  const answer = answerIn(text);
  const object = answer === null ? null : lastObjectWith('winner', answer);
  const shown = shownWinner(object?.['winner']);
  const analysis = object?.['analysis'];
  return shown === null ? null : { shown, analysis: typeof analysis === 'string' ? analysis : '' };
}

function shownWinner(value: unknown): ParsedWinner['shown'] | null {
  const name = typeof value === 'number' ? String(value) : value;
  const written = typeof name === 'string' ? name.trim().toLowerCase() : '';
  return written === '1' || written === '2' || written === 'tie' ? written : null;
}

const winners: Readonly<Record<Verdict['order'], Readonly<Record<ParsedWinner['shown'], Preference>>>> = {
  ab: { 1: 'a', 2: 'b', tie: 'tie' },
  ba: { 1: 'b', 2: 'a', tie: 'tie' },
};

function verdictOf(order: Verdict['order'], parsed: readonly ParsedWinner[]): Verdict {
  const samples = parsed.map(({ shown }) => winners[order][shown]);
  const winner = majorityOf(samples);
  const agreeing = parsed[samples.indexOf(winner)];
  const explanation = shown(agreeing?.analysis ?? '', longestExplanation) || null;
  return { order, winner, explanation, samples };
}
