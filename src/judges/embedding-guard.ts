import { CallFailure, type EmbeddingClient, type Embeddings } from './call.ts';
import type { EmbeddingModel } from './judge.ts';
import { judgeErrorOf, timeIsOverError } from './judge-errors.ts';
import type { JudgePolicy } from './policy.ts';
import { callWithRetries } from './retries.ts';
import type { Run } from './run.ts';
import { noUsage } from './usage.ts';

/** An embedding model over a client, in the same retry layer as answers: one budget, one set of slots, its own local pause. */
export function guardEmbeddings(client: EmbeddingClient, policy: JudgePolicy): EmbeddingModel {
  const line = { client, policy, pause: policy.pauses.of(client), circuit: policy.circuits.of(client) };
  return {
    model: client.model,
    embed: async (texts, deadline) => {
      if (texts.length === 0) return { vectors: [], usage: noUsage };
      const run: EmbeddingRun = { ...line, deadline, outcomeOf: () => 'ok', usage: noUsage };
      policy.budget.earn();
      const { result } = await callWithRetries(run, texts, 0);
      if (deadline.signal.aborted) throw timeIsOverError(run.usage);
      if (result instanceof CallFailure) throw judgeErrorOf([result], run.usage);
      return { vectors: result.vectors, usage: run.usage };
    },
  };
}

type EmbeddingRun = Run<readonly string[], Embeddings>;
