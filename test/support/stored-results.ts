import { ulid } from 'ulid';
import type { Evaluation } from '../../src/evaluation/evaluation.ts';
import type { EvaluationType } from '../../src/evaluators/index.ts';
import type { Metric } from '../../src/evaluators/metric.ts';
import { noUsage } from '../../src/judges/usage.ts';
import { storing } from '../../src/platform/storing.ts';
import type { JudgeKind } from '../../src/store/history.ts';

/** A result as a test wants it stored; what it does not name is usual. */
export interface GivenResult {
  readonly id?: string;
  readonly tenant: string;
  readonly type?: EvaluationType;
  /** Milliseconds since the epoch. */
  readonly at?: number;
  readonly score?: number | null;
  /** Metric → score. */
  readonly scores?: Readonly<Record<string, number>>;
  readonly direction?: 'higher' | 'lower';
  readonly kind?: Exclude<JudgeKind, 'none'>;
  readonly isExpired?: boolean;
}

/** A result in the store, with all it was stored as. */
export type Stored = Required<GivenResult>;

const dayMillis = 86_400_000;

/** Stores a result as an evaluation would. */
export async function storeResult(given: GivenResult): Promise<Stored> {
  const at = given.at ?? Date.now();
  const usual = { type: 'geval', score: null, scores: {}, direction: 'higher', kind: 'model' } as const;
  const stored: Stored = { ...usual, id: `evr_${ulid(at)}`, isExpired: false, ...given, at };
  const expiry = stored.isExpired ? Date.now() - 1_000 : Date.now() + dayMillis;
  await storing.results().put({
    tenant: stored.tenant,
    evaluationId: stored.id,
    evaluationType: stored.type,
    createdAt: new Date(at).toISOString(),
    score: stored.score,
    scores: stored.scores,
    judgeKind: stored.kind,
    document: JSON.stringify(evaluationOf(stored)),
    expiresAt: Math.floor(expiry / 1_000),
    note: null,
  });
  return stored;
}

/** Stores many results, some at a time. */
export async function storeResults(given: readonly GivenResult[]): Promise<Stored[]> {
  const stored: Stored[] = [];
  for (let start = 0; start < given.length; start += 50) {
    stored.push(...(await Promise.all(given.slice(start, start + 50).map(storeResult))));
  }
  return stored;
}

function evaluationOf({ id, type, at, score, scores, direction, kind }: Stored): Evaluation {
  const label = kind === 'model' ? 'model' : 'heuristic';
  const judge = { provider: 'p', model: 'm', kind, label, prompt_version: 1, agreement: null } as const;
  return {
    evaluation_id: id,
    evaluation_type: type,
    created_at: new Date(at).toISOString(),
    batch_id: null,
    index: null,
    status: 'completed',
    results: {
      metrics: Object.fromEntries(
        Object.entries(scores).map(([name, value]) => [name, metric(name, value, direction)]),
      ),
      average_score: score,
      failed_metrics: [],
      skipped_metrics: [],
      partial_results: false,
    },
    evaluation_time: 1,
    input_sha256: '',
    metadata: { evaluation_id: id, judge, usage: noUsage, warnings: [] },
  };
}

/** A metric with this score. */
export function metric(name: string, score: number, direction: 'higher' | 'lower' = 'higher'): Metric {
  return {
    name,
    score,
    raw_score: score,
    explanation: null,
    metadata: {
      scale: [0, 1],
      direction,
      samples: [score],
      standard_error: null,
      judge: 'p:m',
      prompt_version: 1,
    },
  };
}
