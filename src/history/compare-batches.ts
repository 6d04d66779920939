import { findBatch } from '../batches/read-batch.ts';
import { ServiceError } from '../errors.ts';
import { round4OrNull } from '../evaluators/metric.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { mean } from '../statistics/means.ts';
import { signTest } from '../statistics/sign-test.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { type BatchSide, readBatchSide } from './batch-side.ts';
import { compareScores } from './compare-scores.ts';
import type { BatchComparison, Paired } from './comparison.ts';
import type { StoredPorts } from './ports.ts';
import { kindWarnings, typeWarnings } from './side-warnings.ts';

// The same two batches give the same interval, whenever they are compared.
const bootstrapSeed = 20_260_101;
const mostItems = 10_000;

/** Which two batches, and which of their metrics; null for all. */
export interface BatchesToCompare {
  readonly ids: readonly string[];
  readonly metrics: readonly string[] | null;
}

/** Compares two batches of the tenant: their means, and the differences of their items pair by pair. */
export async function compareBatches(
  ports: StoredPorts,
  tenant: string,
  { ids, metrics }: BatchesToCompare,
): Promise<BatchComparison> {
  const batches = await Promise.all(ids.map((id) => ownBatch(ports, tenant, id)));
  const sides = await Promise.all(batches.map((batch) => readBatchSide(ports, batch, mostItems)));
  const compared = compareScores(sides, metrics, (batch_id, score) => ({ batch_id, score }));
  const names = Object.keys(compared.metric_comparisons);
  return {
    ...compared,
    paired: Object.fromEntries(names.map((name) => [name, pair(name, sides)])),
    warnings: warningsFor(sides),
  };
}

async function ownBatch(ports: StoredPorts, tenant: string, id: string): Promise<BatchRecord> {
  const batch = await findBatch(ports, tenant, id);
  if (!batch) throw new ServiceError('not_found', `there is no batch ${id}`);
  return batch;
}

function pair(name: string, [first, second]: readonly BatchSide[]): Paired {
  const pairs = [...(first?.items ?? [])].flatMap(([index, scores]) => {
    const [one, other] = [scores.get(name), second?.items.get(index)?.get(name)];
    return one && other ? [{ difference: one.value - other.value, direction: one.direction }] : [];
  });
  const differences = pairs.map(({ difference }) => difference);
  const interval = bootstrapInterval(differences, bootstrapSeed);
  const { p_value, ...counts } = signTest(
    pairs.map(({ difference, direction }) => (direction === 'lower' ? -difference : difference)),
  );
  return {
    pairs: pairs.length,
    mean_difference: round4OrNull(mean(differences)),
    ci_low: round4OrNull(interval?.low ?? null),
    ci_high: round4OrNull(interval?.high ?? null),
    sign_test: { ...counts, p_value: p_value === null ? null : Number(p_value.toPrecision(6)) },
  };
}

function warningsFor(sides: readonly BatchSide[]): string[] {
  return [
    ...sides.flatMap(({ id, batch, left }) => [
      ...(batch.summary === null ? [`${id} is ${batch.status}: only the items that have ended count`] : []),
      ...((batch.totalItems ?? 0) > mostItems ? [`of ${id} only the first ${mostItems} items count`] : []),
      ...(left > 0 ? [`${id} leaves out items of another kind of judge: ${left}`] : []),
    ]),
    ...typeWarnings(sides.map(({ batch }) => batch.evaluationType)),
    ...kindWarnings(sides.map(({ kind }) => kind)),
  ];
}
