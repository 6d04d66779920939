import { RagBody } from '../../../../src/evaluators/rag/body.ts';
import { rag } from '../../../../src/evaluators/rag/index.ts';
import type { ModelJudge } from '../../../../src/judges/judge.ts';

/** Three claims of which two are in the passages; the ground truth makes two claims, of which the answer makes one. */
export const ragBody = {
  query: 'What is known of the bridge?',
  retrieved_contexts: ['It is grey. It is old.', 'It opened in 1932. It is grey.', 'Swans live there.'],
  generated_response: 'It opened in 1932. It is grey. It is long.',
  ground_truth: 'It opened in 1932. It has eight lanes.',
};

/** Evaluates {@link ragBody} with some fields replaced. */
export function runRag(judge: ModelJudge, fields: Record<string, unknown> = {}) {
  const body = RagBody.parse({ ...ragBody, ...fields });
  return rag.evaluate(body, { judge, signal: new AbortController().signal, nonce: 'f00d' });
}

/** A text of so many one-sentence claims. */
export function claimsText(count: number): string {
  return Array.from({ length: count }, (_, index) => `Fact ${index + 1} holds.`).join(' ');
}
