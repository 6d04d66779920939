/** What a plan allows: sustained rates a minute, a burst, and a daily number of requests. */
export interface UsagePlan {
  readonly perMinute: number;
  readonly burst: number;
  readonly batchPerMinute: number;
  readonly requestsPerDay: number;
}

/** The plans of the service, read by the gateway's definition. */
export const usagePlans = {
  free: { perMinute: 10, burst: 20, batchPerMinute: 5, requestsPerDay: 1_000 },
  basic: { perMinute: 30, burst: 40, batchPerMinute: 10, requestsPerDay: 5_000 },
  premium: { perMinute: 100, burst: 100, batchPerMinute: 20, requestsPerDay: 20_000 },
  enterprise: { perMinute: 500, burst: 500, batchPerMinute: 100, requestsPerDay: 200_000 },
} as const satisfies Record<string, UsagePlan>;
