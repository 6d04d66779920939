/** Seconds between a failed delivery and the next: after the first, the second and so on. */
export const retryDelays = [5, 60, 600, 3_600, 21_600] as const;

/** Seconds to wait after the given attempt (1 is the first delivery); null when it was the last. */
export function delayAfter(attempt: number, retryCount: number): number | null {
  return attempt > retryCount ? null : (retryDelays[attempt - 1] ?? null);
}
