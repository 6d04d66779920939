import type { EmbeddedJudge } from '../../../judges/judge.ts';
import { hasWords } from '../../body/text.ts';
import { type Finding, scored, skipped } from '../../finding.ts';
import { lexicalCosine, needsModelJudge } from '../../judging/lexical.ts';
import { markedMetric } from '../../judging/marked-metric.ts';
import { round4 } from '../../metric.ts';
import type { RagMetric, RagMetricName } from '../metric.ts';
import { noClaims, noTruth, noWords } from '../reasons.ts';
import type { RagTexts } from '../texts.ts';
import { type InProcess, lexicalMetric } from './lexical-metric.ts';
import { judgePrecision, judgeRecall, judgeRelevanceOfPassages } from './lexical-retrieval.ts';

type Judgement = (given: InProcess) => Finding<RagMetric>;

const judgements: Readonly<Record<RagMetricName, Judgement>> = {
  relevance: judgeRelevance,
  faithfulness: judgeFaithfulness,
  answer_similarity: judgeSimilarity,
  context_precision: judgePrecision,
  context_recall: judgeRecall,
  context_relevance: judgeRelevanceOfPassages,
  answer_correctness: () => skipped('answer_correctness', needsModelJudge),
  noise_sensitivity: () => skipped('noise_sensitivity', needsModelJudge),
  hallucination: () => skipped('hallucination', needsModelJudge),
};

/** Judges a RAG answer in process, by wording alone; what would need understanding is skipped. */
export function judgeRagInProcess(
  judge: EmbeddedJudge,
  names: readonly RagMetricName[],
  texts: RagTexts,
): ReadonlyMap<RagMetricName, Finding<RagMetric>> {
  return new Map(names.map((name) => [name, judgements[name]({ judge, texts })]));
}

function judgeRelevance(given: InProcess): Finding<RagMetric> {
  const name = 'relevance';
  const { query, answer } = given.texts;
  if (!hasWords(answer)) return wordless(name, given);
  const value = lexicalCosine(query, answer);
  if (value === null) return skipped(name, 'question or answer has no word that could be compared');
  const measured = `question and answer have a TF-IDF cosine of ${value.toFixed(2)}; whether the one answers the other was not measured`;
  return scored(lexicalMetric({ name, value, measured }, given));
}

function judgeFaithfulness({ judge, texts }: InProcess): Finding<RagMetric> {
  const name = 'faithfulness';
  if (!hasWords(texts.answer)) return skipped(name, noClaims);
  if (texts.contexts.length === 0) return skipped(name, 'there are no passages');
  const { rating, explanation } = judge.markFaithfulness(texts.contexts, texts.answer);
  const metric = markedMetric({
    name,
    marks: [round4(rating)],
    explanation: texts.explain ? `${explanation} The source here is the passages.` : null,
    scale: [1, 5],
    judge,
    promptVersion: null,
  });
  return scored(metric);
}

function judgeSimilarity(given: InProcess): Finding<RagMetric> {
  const name = 'answer_similarity';
  const { answer, groundTruth } = given.texts;
  if (groundTruth === null || !hasWords(groundTruth)) return skipped(name, noTruth);
  if (!hasWords(answer)) return wordless(name, given);
  const value = lexicalCosine(answer, groundTruth);
  if (value === null) return skipped(name, noWords);
  const measured = `answer and ground truth have a TF-IDF cosine of ${value.toFixed(2)}`;
  const counted = { method: 'lexical', cosine: round4(value) } as const;
  return scored(lexicalMetric({ name, value, measured, counted }, given));
}

/** An answer without a letter or digit is about nothing: the lowest score. */
function wordless(name: RagMetricName, given: InProcess): Finding<RagMetric> {
  return scored(
    lexicalMetric({ name, value: 0, measured: 'the answer holds no letter and no digit' }, given),
  );
}
