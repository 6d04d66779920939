import type { ModelJudge } from '../../judges/judge.ts';
import type { Bench, JudgedEvaluator } from '../evaluator.ts';
import { errorsIn, type Finding } from '../finding.ts';
import { metricScores } from '../metric.ts';
import { ragPromptVersion } from '../prompts/rag/instructions.ts';
import { askedMetrics, RagBody, reportedNames, textsOf } from './body.ts';
import { judgeRagInProcess } from './embedded/embedded.ts';
import { createMatrix } from './matrix/matrix.ts';
import type { RagMetric, RagMetricName } from './metric.ts';
import { measure } from './metrics/measure.ts';
import { RagResults, toRagResults } from './results.ts';

/** Retrieval-augmented answers: claims of answer and ground truth against the passages, marks for what cannot be counted. */
export const rag: JudgedEvaluator<RagBody, RagResults> = {
  judged: true,
  body: RagBody,
  results: RagResults,
  average: 'overall_score',
  batchAverage: 'overall_score',
  metricNames: reportedNames,
  promptVersion: ragPromptVersion,
  scoresOf: metricScores,
  async evaluate(body, bench) {
    const asked = askedMetrics(body);
    const findings = await judgeMetrics([...new Set(asked.values())], body, bench);
    const uncounted = lexicalBesideModel(findings, bench);
    return {
      results: toRagResults({ asked, findings, uncounted }),
      failures: errorsIn([...findings.values()]),
      warnings: uncounted.map(
        (name) =>
          `${name} is lexical, because no embeddings are configured for ${bench.judge.provider}: it counts in no mean`,
      ),
    };
  },
};

type Findings = ReadonlyMap<RagMetricName, Finding<RagMetric>>;

async function judgeMetrics(names: readonly RagMetricName[], body: RagBody, bench: Bench): Promise<Findings> {
  const { judge } = bench;
  return judge.kind === 'embedded'
    ? judgeRagInProcess(judge, names, textsOf(body))
    : judgeByModel(names, body, { ...bench, judge });
}

async function judgeByModel(
  names: readonly RagMetricName[],
  body: RagBody,
  { judge, deadline, nonce }: Bench & { readonly judge: ModelJudge },
): Promise<Findings> {
  const { samples, strict_evidence: strictEvidence } = body;
  const asker = { judge, deadline, nonce, texts: textsOf(body), samples, strictEvidence };
  const matrix = createMatrix(asker);
  const findings = await Promise.all(
    names.map(async (name) => [name, await measure(name, asker, matrix)] as const),
  );
  return new Map(findings);
}

/** A mean never holds a model's judgement beside a heuristic. */
function lexicalBesideModel(findings: Findings, { judge }: Bench): readonly RagMetricName[] {
  if (judge.kind !== 'model') return [];
  return [...findings].flatMap(([name, finding]) =>
    finding.kind === 'scored' && finding.metric.metadata.method === 'lexical' ? [name] : [],
  );
}
