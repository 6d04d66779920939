import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Results } from '../evaluators/metric.ts';
import { leftMs } from '../resilience/deadline.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { Delivery } from './delivery.ts';
import { evaluateItem, type Item } from './evaluate-item.ts';
import type { WorkPorts } from './ports.ts';
import { takeTurn } from './turn.ts';
import { unevaluatedItem } from './unevaluated.ts';

/** Why some items of a chunk get no outcome now: there is no time for them, or their provider's circuit is open. */
export type Cut = 'time' | 'circuit';

/** The items of a chunk, each asked for in its turn. */
export interface Turns {
  /** Null for an item that is left for another time. */
  evaluate(item: Item): Promise<Evaluation | null>;
  /** Null while every item has its turn. */
  cut(): Cut | null;
}

interface Taking {
  readonly delivery: Delivery;
  /** Whether an item that the circuit left in part ends so: it has been waited for long enough. */
  readonly acceptsPart: boolean;
}

/** What is asked before each item: whether the batch goes on, whether there is time, whether the provider can be asked. */
export function takeTurns(ports: WorkPorts, batch: BatchRecord, { delivery, acceptsPart }: Taking): Turns {
  const { isStopped } = delivery.lanesFor(batch);
  let hasFailed = false;
  let cut: Cut | null = null;

  async function attempt(item: Item): Promise<Evaluation | null> {
    const evaluation = await evaluateItem(ports, batch, item, delivery.deadline);
    const reason = reasonToCut(evaluation, delivery.deadline.signal);
    if (reason && !(acceptsPart && evaluation.status === 'completed')) {
      cut ??= reason;
      return null;
    }
    hasFailed ||= !batch.continueOnError && evaluation.status === 'failed';
    return evaluation;
  }

  return {
    evaluate: async (item) => {
      // The embedded judge computes: without a pause no timer would ever see that the time is up.
      await takeTurn();
      if (hasFailed || (await isStopped())) {
        return unevaluatedItem(ports, batch, item.index, { status: 'cancelled' });
      }
      if (!hasTime(ports, delivery)) cut ??= 'time';
      return cut ? null : attempt(item);
    },
    cut: () => cut,
  };
}

/** Whether an item, or a metric of it, failed for a reason that is not its own, and passes. */
function reasonToCut(evaluation: Evaluation, signal: AbortSignal): Cut | null {
  if (evaluation.status === 'completed') return metOpenCircuit(evaluation.results) ? 'circuit' : null;
  if (evaluation.status !== 'failed') return null;
  const { code } = evaluation.error;
  if (signal.aborted || code === 'deadline_exceeded') return 'time';
  return code === 'circuit_open' ? 'circuit' : null;
}

/** Whether the circuit opened while an item's metrics were judged: what is left of it waits with its neighbours. */
function metOpenCircuit({ failed_metrics }: Results): boolean {
  return failed_metrics.some(({ code }) => code === 'circuit_open');
}

/** Whether there is time for another item: one that would be cut off costs its calls and is begun again all the same. */
export function hasTime(ports: WorkPorts, { deadline }: Pick<Delivery, 'deadline'>): boolean {
  return leftMs(deadline, ports.now()) > ports.usualCallMs();
}
