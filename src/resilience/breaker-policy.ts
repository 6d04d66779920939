/** How the circuit of one provider and model behaves; times in milliseconds. */
export interface BreakerPolicy {
  /** Longest that one call may take; a probe's lease is this and `leaseExtraMs`. */
  readonly timeoutMs: number;
  /** Share of failed or slow calls from which the circuit opens. */
  readonly threshold: number;
  /** Fewest outcomes that say anything. */
  readonly fewestOutcomes: number;
  /** Standard errors by which the share must be sure to pass `certainty` of the threshold. */
  readonly deviations: number;
  readonly certainty: number;
  /** First time that a circuit stays open; doubles with each failed probe, up to the longest. */
  readonly openMs: number;
  readonly longestOpenMs: number;
  /** Successful probes in a row that close the circuit. */
  readonly successesToClose: number;
  /** A circuit that closed admits a tenth of the calls at first and all of them after this. */
  readonly rampMs: number;
  readonly leaseExtraMs: number;
  /** Clocks of two hosts differ by less. */
  readonly clockMarginMs: number;
  /** Environments that see a probe due spread over this before one of them makes it. */
  readonly electionMs: number;
  /** How long a state that was read is used. */
  readonly cacheMs: number;
  /** How long the last known state is used while the table does not answer. */
  readonly keepMs: number;
  /** Longest that the table is waited for. */
  readonly tableMs: number;
  /** No call is slow before this, nor one that lasts less than three times most calls. */
  readonly slowMs: number;
  /** Share of the time limit after which any call is slow. */
  readonly slowShare: number;
}

const defaults: BreakerPolicy = {
  timeoutMs: 30_000,
  threshold: 0.5,
  fewestOutcomes: 20,
  deviations: 4,
  certainty: 0.8,
  openMs: 10_000,
  longestOpenMs: 30_000,
  successesToClose: 3,
  rampMs: 10_000,
  leaseExtraMs: 2_000,
  clockMarginMs: 500,
  electionMs: 2_000,
  cacheMs: 5_000,
  keepMs: 60_000,
  tableMs: 150,
  slowMs: 5_000,
  slowShare: 0.75,
};

// What differs from the defaults, by provider.
const differences: Readonly<Record<string, Partial<BreakerPolicy>>> = {
  anthropic: { timeoutMs: 45_000 },
  'local-llm': { timeoutMs: 60_000 },
};

/** The policy of a provider's circuits. */
export function breakerPolicyOf(provider: string): BreakerPolicy {
  return { ...defaults, ...(Object.hasOwn(differences, provider) ? differences[provider] : {}) };
}
