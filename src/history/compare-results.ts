import { ServiceError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { judgeKindOf } from '../evaluation/judge-kind.ts';
import { evaluatorOf } from '../evaluators/index.ts';
import { compareScores, type Side } from './compare-scores.ts';
import type { ResultComparison } from './comparison.ts';
import type { StoredPorts } from './ports.ts';
import { readStored } from './read-stored.ts';
import { kindWarnings, typeWarnings } from './side-warnings.ts';

/** Which results, and which of their metrics; null for all. */
export interface ResultsToCompare {
  readonly ids: readonly string[];
  readonly metrics: readonly string[] | null;
}

/** Compares stored results of the tenant. */
export async function compareResults(
  ports: StoredPorts,
  tenant: string,
  { ids, metrics }: ResultsToCompare,
): Promise<ResultComparison> {
  const read = await Promise.all(ids.map((id) => readStored(ports, tenant, id)));
  const evaluations = read.map((evaluation, index) => {
    if (!evaluation) throw new ServiceError('not_found', `there is no result ${ids[index]}`);
    return evaluation;
  });
  const cellOf = (evaluation_id: string, score: number | null) => ({ evaluation_id, score });
  return {
    ...compareScores(evaluations.map(sideOf), metrics, cellOf),
    warnings: warningsFor(evaluations),
  };
}

function sideOf(evaluation: Evaluation): Side {
  const { evaluation_id: id, evaluation_type: type } = evaluation;
  if (evaluation.status !== 'completed') return { id, kind: null, scores: [] };
  return { id, kind: judgeKindOf(evaluation), scores: evaluatorOf(type).scoresOf(evaluation.results) };
}

function warningsFor(evaluations: readonly Evaluation[]): string[] {
  const completed = evaluations.filter((each) => each.status === 'completed');
  return [
    ...evaluations.flatMap(({ evaluation_id, status }) =>
      status === 'completed' ? [] : [`${evaluation_id} is ${status}: it has no scores`],
    ),
    ...typeWarnings(evaluations.map(({ evaluation_type }) => evaluation_type)),
    ...kindWarnings(completed.map(judgeKindOf)),
  ];
}
