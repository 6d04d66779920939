import { type Judge, JudgeError } from './judge.ts';
import { addUsage, noUsage, type Usage } from './usage.ts';

/** A judge that counts what it is used for. */
export interface MeteredJudge {
  readonly judge: Judge;
  /** What all calls took so far, failed ones too, each once however many metrics it serves. */
  usage(): Usage;
}

/** Counts the usage of a judge and of its embeddings; the embedded judge makes no calls. */
export function meterJudge(judge: Judge): MeteredJudge {
  if (judge.kind === 'embedded') return { judge, usage: () => noUsage };
  let total = noUsage;
  async function count<Reply extends { readonly usage: Usage }>(asked: Promise<Reply>): Promise<Reply> {
    try {
      const reply = await asked;
      total = addUsage(total, reply.usage);
      return reply;
    } catch (error) {
      if (error instanceof JudgeError) total = addUsage(total, error.usage);
      throw error;
    }
  }
  const { embeddings } = judge;
  return {
    judge: {
      ...judge,
      complete: (request, deadline) => count(judge.complete(request, deadline)),
      embeddings: embeddings && {
        model: embeddings.model,
        embed: (texts, deadline) => count(embeddings.embed(texts, deadline)),
      },
    },
    usage: () => total,
  };
}
