import { type Run, warmUpMs } from './fleet.ts';

/** What a run is judged by; times in seconds, null for what did not happen. */
export interface Figures {
  readonly callsPerSecond: number;
  readonly opensAfter: number | null;
  /** Openings of a closed circuit outside the trouble, or in one that should not open it. */
  readonly wrongOpens: number;
  readonly wasted: number;
  readonly probes: number;
  readonly mostProbes: number;
  readonly closesAfter: number | null;
  readonly readsPerCall: number;
  readonly writesPerCall: number;
  /** Of reads and writes, per million calls. */
  readonly dollars: number;
  readonly peakWrites: number;
  readonly peakReads: number;
  readonly throttled: number;
  /** Share of the usual load in the first three seconds after the circuit closed, and 12 to 15 seconds after. */
  readonly loadAtFirst: number | null;
  readonly loadLater: number | null;
}

// On-demand prices of us-east-1 per million: an eventually consistent read of up to 4 KB is half a unit.
const dollarsPerMillionReads = 0.0625;
const dollarsPerMillionWrites = 0.625;

/** The figures of a run. */
export function figuresOf({ scenario, course, log, meter, healthy }: Run): Figures {
  const { from, to } = course;
  const callsPerSecond = healthy.calls / ((from - warmUpMs) / 1_000);
  const openings = log.changes.filter(({ to: state }, index) => {
    const before = log.changes[index - 1]?.to ?? 'closed';
    return state === 'open' && before === 'closed';
  });
  const isRight = (at: number) => scenario.opensWithin !== null && at >= from && at < to;
  const opened = openings.find(({ at }) => isRight(at));
  const closed = log.changes.find(({ at, to: state }) => state === 'closed' && at >= to);
  const loadBetween = (first: number, last: number): number | null =>
    closed ? countBetween(log.callTimes, closed.at + first, closed.at + last) / callsPerSecond : null;
  const [early, late] = [loadBetween(0, 3_000), loadBetween(12_000, 15_000)];
  const readsPerCall = healthy.reads / healthy.calls;
  const writesPerCall = healthy.writes / healthy.calls;
  return {
    callsPerSecond,
    opensAfter: opened ? (opened.at - from) / 1_000 : null,
    wrongOpens: openings.filter(({ at }) => !isRight(at)).length,
    wasted: log.wasted / scenario.environments,
    probes: log.probeTimes.length,
    mostProbes: log.mostProbesInFlight,
    closesAfter: closed ? (closed.at - to) / 1_000 : null,
    readsPerCall,
    writesPerCall,
    dollars: readsPerCall * dollarsPerMillionReads + writesPerCall * dollarsPerMillionWrites,
    peakWrites: meter.peakWrites(),
    peakReads: meter.peakReads(),
    throttled: meter.throttled,
    loadAtFirst: early === null ? null : early / 3,
    loadLater: late === null ? null : late / 3,
  };
}

function countBetween(times: readonly number[], first: number, last: number): number {
  return times.filter((at) => at >= first && at < last).length;
}

/** All of the usual load, give or take what chance makes of so few calls in three seconds. */
function leastLoad({ callsPerSecond }: Figures): number {
  return 1 - Math.max(0.1, 3 / Math.sqrt(3 * callsPerSecond));
}

/** What must hold of a run and does not, each in a sentence. */
export function breaches({ scenario }: Run, figures: Figures): readonly string[] {
  const { opensWithin, wasteWithin } = scenario;
  const { opensAfter, wrongOpens, wasted, mostProbes, loadAtFirst, loadLater } = figures;
  const must = (holds: boolean, otherwise: string) => (holds ? [] : [otherwise]);
  const always = [
    ...must(wrongOpens === 0, `opened ${wrongOpens} times without need`),
    ...must(mostProbes <= 1, `${mostProbes} probes were in flight at once`),
  ];
  if (opensWithin === null) return always;
  return [
    ...always,
    ...must(
      opensAfter !== null && opensAfter <= opensWithin,
      `opened after ${opensAfter} s, not ${opensWithin}`,
    ),
    ...must(wasted <= wasteWithin, `wasted ${wasted.toFixed(1)} calls per environment, not ${wasteWithin}`),
    ...must(loadAtFirst !== null && loadAtFirst <= 0.3, `load ${loadAtFirst} in the first 3 s`),
    ...must(loadLater !== null && loadLater >= leastLoad(figures), `load ${loadLater} after 12 to 15 s`),
  ];
}
