import { JudgeError, type ModelJudge, type Usage } from '../../judges/judge.ts';
import type { Bench } from '../evaluator.ts';
import { answerIn, lastObjectWith } from '../judging/json-reply.ts';
import { longestExplanation, maxTokens } from '../judging/mark.ts';
import { pairwisePrompt } from '../prompts/pairwise/prompt.ts';
import type { PairwiseBody } from './body.ts';
import { majorityOf, type Preference, type Verdict } from './verdict.ts';

/** What came of one order: its verdict, or the judge's error. */
export type JudgedOrder =
  | { readonly verdict: Verdict; readonly usage: Usage }
  | { readonly error: JudgeError; readonly usage: Usage };

/** Has a model judge the responses in one order. */
export async function judgeOrder(
  judge: ModelJudge,
  order: Verdict['order'],
  { body, bench }: { readonly body: PairwiseBody; readonly bench: Bench },
): Promise<JudgedOrder> {
  try {
    const { texts, usage } = await ask(judge, order, { body, bench });
    const verdict = verdictOf(order, texts);
    if (verdict) return { verdict, usage };
    throw new JudgeError('judge_misbehaved', 'the judge gave no usable verdict', { usage });
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    return { error, usage: error.usage };
  }
}

function ask(
  judge: ModelJudge,
  order: Verdict['order'],
  { body, bench }: { readonly body: PairwiseBody; readonly bench: Bench },
) {
  const { response_a: a, response_b: b, prompt, samples, explain } = body;
  return judge.complete(
    {
      ...pairwisePrompt({
        prompt,
        reference: body.reference?.trim() ? body.reference : null,
        criteria: body.criteria?.trim() ? body.criteria : null,
        responses: order === 'ab' ? [a, b] : [b, a],
        explain,
        nonce: bench.nonce,
      }),
      reply: verdictSchema(explain),
      samples,
      temperature: samples > 1 ? 1 : 0,
      maxTokens,
      usable: (text) => parseWinner(text) !== null,
    },
    bench.signal,
  );
}

function verdictSchema(explain: boolean) {
  const winner = {
    anyOf: [
      { type: 'integer', enum: [1, 2] },
      { type: 'string', enum: ['tie'] },
    ],
  };
  const properties = explain ? { analysis: { type: 'string' }, winner } : { winner };
  return {
    name: 'verdict',
    schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
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

function verdictOf(order: Verdict['order'], texts: readonly string[]): Verdict | null {
  const parsed = texts.flatMap((text) => parseWinner(text) ?? []);
  if (parsed.length === 0) return null;
  const samples = parsed.map(({ shown }) => winners[order][shown]);
  const winner = majorityOf(samples);
  const agreeing = parsed[samples.indexOf(winner)];
  return { order, winner, explanation: agreeing?.analysis.slice(0, longestExplanation) || null, samples };
}
