import type { EmbeddedJudge } from '../../../judges/judge.ts';
import { byWording } from '../../judging/lexical.ts';
import { markedMetric } from '../../judging/marked-metric.ts';
import { round4 } from '../../metric.ts';
import type { RagMetric, RagMetricName } from '../metric.ts';
import type { RagTexts } from '../texts.ts';

/** What a metric of a RAG answer is judged from without a model. */
export interface InProcess {
  readonly judge: EmbeddedJudge;
  readonly texts: RagTexts;
}

/** A measurement on 0..1: what was measured, in words, and what it was counted from. */
export interface Measurement {
  readonly name: RagMetricName;
  readonly value: number;
  /** The rest of the sentence that begins "Judged by its wording alone:". */
  readonly measured: string;
  readonly counted?: Partial<RagMetric['metadata']>;
}

/** The metric for a measurement. */
export function lexicalMetric(measurement: Measurement, { judge, texts }: InProcess): RagMetric {
  const metric = markedMetric({
    name: measurement.name,
    marks: [round4(measurement.value)],
    explanation: texts.explain ? `${byWording} ${measurement.measured}.` : null,
    scale: [0, 1],
    judge,
    promptVersion: null,
  });
  return { ...metric, metadata: { ...metric.metadata, ...measurement.counted } };
}
