import { type Finding, scored } from '../../finding.ts';
import { judgeLabel } from '../../judging/marked-metric.ts';
import { round4 } from '../../metric.ts';
import { ragPromptVersion } from '../../prompts/rag/instructions.ts';
import type { Asker } from '../matrix/asker.ts';
import type { RagMetric, RagMetricName } from '../metric.ts';

/** A metric on 0..1 that is counted from verdicts. */
export interface Proportion {
  readonly name: RagMetricName;
  /** Which way is better; `higher` unless it says otherwise. */
  readonly direction?: 'higher' | 'lower';
  readonly value: number;
  /** Sentences made from the counts. */
  readonly sentences: readonly string[];
  readonly details: Partial<RagMetric['metadata']>;
}

/** The metric of a proportion: one sample, because verdicts are asked for once. */
export function scoreProportion({ judge, texts }: Asker, proportion: Proportion): Finding<RagMetric> {
  const score = round4(proportion.value);
  return scored({
    name: proportion.name,
    score,
    raw_score: score,
    explanation: texts.explain ? proportion.sentences.join(' ') : null,
    metadata: {
      scale: [0, 1],
      direction: proportion.direction ?? 'higher',
      samples: [score],
      standard_error: null,
      judge: judgeLabel(judge),
      prompt_version: ragPromptVersion,
      ...proportion.details,
    },
  });
}
