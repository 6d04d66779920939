import { expect } from '@jest/globals';
import { rag } from '../../../../src/evaluators/rag/rag.ts';
import type { ModelJudge } from '../../../../src/judges/judge.ts';
import { evaluateWith } from '../../../support/evaluate-with.ts';
import { ragJudge } from '../../../support/rag-judge.ts';

/** Three claims of which two are in the passages; the ground truth makes two claims, of which the answer makes one. */
export const ragBody = {
  query: 'What is known of the bridge?',
  retrieved_contexts: ['It is grey. It is old.', 'It opened in 1932. It is grey.', 'Swans live there.'],
  generated_response: 'It opened in 1932. It is grey. It is long.',
  ground_truth: 'It opened in 1932. It has eight lanes.',
};

/** Evaluates {@link ragBody} with some fields replaced. */
export function runRag(judge: ModelJudge, fields: Record<string, unknown> = {}) {
  return evaluateWith(rag, judge, { ...ragBody, ...fields });
}

/** A text of so many one-sentence claims. */
export function claimsText(count: number): string {
  return Array.from({ length: count }, (_, index) => `Fact ${index + 1} holds.`).join(' ');
}

/** What comes of one metric alone; undefined if it was not scored. */
export async function metric(name: string, fields: Record<string, unknown> = {}, judge = ragJudge()) {
  const { results } = await runRag(judge, { metrics: [name], ...fields });
  return results.metrics[name];
}

/** Why one metric alone was skipped; fails if it was not. */
export async function skipReason(name: string, fields: Record<string, unknown>, judge = ragJudge()) {
  const { results } = await runRag(judge, { metrics: [name], ...fields });
  expect(results).toMatchObject({ metrics: {}, failed_metrics: [] });
  return results.skipped_metrics[0]?.reason;
}

/** A judge that finds no claims in any text. */
export function noClaims() {
  return ragJudge({ claims: () => ({ claims: [] }) });
}
