const bucketMs = 5_000;
const buckets = 6;
const fewestCalls = 10;
const refusedShare = 0.9;

interface Bucket {
  readonly number: number;
  readonly calls: number;
  readonly refused: number;
}

/** The calls of the last 30 s by buckets of 5 s, oldest first. */
export type RateRefusals = readonly Bucket[];

/** Takes in a call and whether the provider refused it for the rate. */
export function countCall(state: RateRefusals, refused: boolean, now: number): RateRefusals {
  const number = Math.floor(now / bucketMs);
  const kept = state.filter((bucket) => bucket.number > number - buckets);
  const last = kept.at(-1);
  const current = last?.number === number ? last : { number, calls: 0, refused: 0 };
  const next = { number, calls: current.calls + 1, refused: current.refused + (refused ? 1 : 0) };
  return [...kept.filter((bucket) => bucket !== last || last.number !== number), next];
}

/** Whether for 30 s nearly all calls were refused: then the provider is as good as down. */
export function refusesAll(state: RateRefusals, now: number): boolean {
  const current = Math.floor(now / bucketMs);
  const recent = state.filter(({ number }) => number > current - buckets);
  if (recent[0]?.number !== current - buckets + 1) return false;
  const calls = recent.reduce((sum, bucket) => sum + bucket.calls, 0);
  const refused = recent.reduce((sum, bucket) => sum + bucket.refused, 0);
  return calls >= fewestCalls && refused >= refusedShare * calls;
}
