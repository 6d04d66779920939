import type { Evaluation } from '../evaluation/evaluation.ts';
import { emitEvaluations } from '../telemetry/emf.ts';
import type { WorkPorts } from './ports.ts';

/** Counts what was evaluated, each evaluation once: invalid items and those that a stop cancelled are no activity. */
export async function countChunk(ports: WorkPorts, evaluations: readonly Evaluation[]): Promise<void> {
  const failed = evaluations.filter(
    (each) => each.status === 'failed' && each.error.code !== 'invalid_request',
  ).length;
  const done = evaluations.filter((each) => each.status === 'completed');
  for (const [provider, own] of Map.groupBy(done, ({ metadata }) => metadata.judge?.provider ?? null)) {
    emitEvaluations(provider, { completed: own.length, failed: 0 });
  }
  if (failed > 0) emitEvaluations(null, { completed: 0, failed });
  const seconds = done.reduce((sum, each) => sum + each.evaluation_time, 0);
  await ports.countActivity({ total: done.length + failed, errors: failed, seconds });
}
