import type { EmbeddingModel, JudgeRequest, ModelJudge } from '../../src/judges/judge.ts';
import { noUsage } from '../../src/judges/usage.ts';

/** What one call of a {@link FakeJudge} takes. */
export const oneCall = { ...noUsage, calls: 1, prompt_tokens: 10, completion_tokens: 5 };

/** A judge in process that remembers what it was asked; each request counts as one call. */
export interface FakeJudge extends ModelJudge {
  readonly asked: JudgeRequest[];
}

/** A judge whose replies to a request are given; throw a JudgeError to fail. */
export function judgeOf(
  answer: (request: JudgeRequest) => readonly string[],
  embeddings: EmbeddingModel | null = null,
): FakeJudge {
  const asked: JudgeRequest[] = [];
  return {
    kind: 'model',
    provider: 'openai',
    model: 'm',
    embeddings,
    asked,
    async complete(request) {
      asked.push(request);
      return { texts: answer(request), usage: oneCall };
    },
  };
}
