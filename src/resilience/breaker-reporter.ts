import { windowSeconds } from './breaker-window.ts';

const mostShards = 8;
const leastShare = 1 / 1_024;
// Reports in a window that are wanted of the whole fleet: twenty in a second are a sample large enough for a verdict.
const wantedReports = 200;
// Reports in a window that one shard takes: the fewer the shards, the sooner one has enough, and an item can bear far more.
const shardReports = 400;
// A fleet that shrank must be heard again, though the few who remain seldom throw a coin that says so.
const growthInSilence = 1.05;
// Sooner in a window, a rate is a guess.
const surestMs = 1_000;

/** Whether and where an environment reports: decided without a look at its outcomes, so that what is reported is representative. */
export interface Reporter {
  /** The window for which the coin was thrown. */
  readonly window: number;
  readonly reporting: boolean;
  /** The chance of reporting in a window. */
  readonly share: number;
  /** Reports go to one of so many shards. */
  readonly shards: number;
  /** Share and shards change once per window. */
  readonly adjusted: boolean;
}

/** Everybody reports, to all shards, until the load is known. */
export const initialReporter: Reporter = {
  window: -1,
  reporting: true,
  share: 1,
  shards: mostShards,
  adjusted: false,
};

/** Throws the coin of a new window; nothing changes within one. */
export function enterWindow(reporter: Reporter, window: number, random: number): Reporter {
  if (reporter.window === window) return reporter;
  const share = reporter.reporting ? reporter.share : Math.min(1, reporter.share * growthInSilence);
  return { ...reporter, window, share, reporting: random < share, adjusted: false };
}

/** Takes in how many reports a shard has got so far in the window. */
export function learnLoad(reporter: Reporter, reports: number, elapsedMs: number): Reporter {
  if (reporter.adjusted || elapsedMs < surestMs) return reporter;
  const fleet = (reports * reporter.shards * windowSeconds * 1_000) / elapsedMs;
  const shards = Math.min(mostShards, Math.ceil(fleet / shardReports));
  const share = Math.min(1, Math.max(leastShare, reporter.share * shareChange(fleet)));
  return { ...reporter, shards, share, adjusted: true };
}

/** Between half and twice of what is wanted nothing changes. */
function shareChange(fleetReports: number): number {
  if (fleetReports > 2 * wantedReports) return wantedReports / fleetReports;
  return fleetReports < wantedReports / 2 ? 2 : 1;
}

/** Halves the chance of reporting: the table or a shard of it has too much to do. */
export function yieldToLoad(reporter: Reporter): Reporter {
  const share = Math.max(leastShare, reporter.share / 2);
  return { ...reporter, share, shards: mostShards, adjusted: true };
}
