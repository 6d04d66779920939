import { type EmbeddingModel, JudgeError } from '../../../judges/judge.ts';
import { cosine } from '../../../statistics/cosine.ts';
import { hasWords } from '../../body/text.ts';
import { type Finding, scored, skipped } from '../../finding.ts';
import { lexicalCosine } from '../../judging/lexical.ts';
import { judgeLabel } from '../../judging/marked-metric.ts';
import { round4 } from '../../metric.ts';
import type { Asker } from '../matrix/asker.ts';
import type { RagMetric } from '../metric.ts';
import { noTruth, noWords } from '../reasons.ts';

const name = 'answer_similarity';

/** How much the answer resembles the ground truth: by the provider's embeddings, or by words where it offers none. */
export async function measureAnswerSimilarity(asker: Asker): Promise<Finding<RagMetric>> {
  const { judge, texts } = asker;
  if (texts.groundTruth === null) return skipped(name, noTruth);
  if (!hasWords(texts.answer)) return scored(floorOf(asker));
  const { embeddings } = judge;
  if (embeddings) return scored(await byEmbeddings(asker, embeddings, texts.groundTruth));
  const raw = lexicalCosine(texts.answer, texts.groundTruth);
  if (raw === null) return skipped(name, noWords);
  const explanation = `TF-IDF cosine of answer and ground truth: ${round4(raw)}.`;
  return scored(
    similarityMetric(asker, { raw, explanation, judge: 'lexical', details: { method: 'lexical' } }),
  );
}

/** An answer without a letter or digit is like nothing: the lowest score, without a call. */
function floorOf(asker: Asker): RagMetric {
  const explanation = 'The answer holds no letter and no digit.';
  return similarityMetric(asker, { raw: 0, explanation, judge: judgeLabel(asker.judge), details: {} });
}

async function byEmbeddings(asker: Asker, embeddings: EmbeddingModel, truth: string): Promise<RagMetric> {
  const { vectors, usage } = await embeddings.embed([asker.texts.answer, truth], asker.deadline);
  const [answer = [], right = []] = vectors;
  const raw = cosine(answer, right);
  if (raw === null) throw new JudgeError('judge_misbehaved', 'the embeddings have no cosine', { usage });
  const details = { method: 'embeddings', embedding_model: embeddings.model, cosine: round4(raw) } as const;
  const explanation = `Cosine of the embeddings of answer and ground truth: ${round4(raw)}.`;
  const judge = `${asker.judge.provider}:${embeddings.model}`;
  return similarityMetric(asker, { raw, explanation, judge, details });
}

interface Similarity {
  readonly raw: number;
  readonly explanation: string;
  readonly judge: string;
  readonly details: Partial<RagMetric['metadata']>;
}

function similarityMetric({ texts }: Asker, { raw, explanation, judge, details }: Similarity): RagMetric {
  return {
    name,
    score: round4(Math.max(0, raw)),
    raw_score: round4(raw),
    explanation: texts.explain ? explanation : null,
    metadata: {
      scale: [0, 1],
      direction: 'higher',
      samples: [round4(raw)],
      standard_error: null,
      judge,
      prompt_version: null,
      ...details,
    },
  };
}
