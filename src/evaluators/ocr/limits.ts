import * as z from 'zod';
import type { RateName } from './rates.ts';

const most = z.number().min(0).nullish();
const least = z.number().min(0).max(1).nullish();

/** What recognised text has to meet to pass. */
export const OcrThresholds = z.object({
  max_cer: most,
  max_wer: most,
  min_coverage: least,
  min_page_coverage: least.describe('Accepted, never checked: a text has no pages'),
});

/** See the schema of the same name. */
export type OcrThresholds = z.infer<typeof OcrThresholds>;

/** A rate and the value beyond which it fails. */
export interface OcrLimit {
  readonly name: RateName;
  readonly sign: '>' | '<';
  readonly value: number;
}

/** The thresholds that can be checked. */
export function limitsIn(thresholds: OcrThresholds | null | undefined): readonly OcrLimit[] {
  const { max_cer, max_wer, min_coverage } = thresholds ?? {};
  const limits = [
    { name: 'cer', sign: '>', value: max_cer },
    { name: 'wer', sign: '>', value: max_wer },
    { name: 'coverage', sign: '<', value: min_coverage },
  ] as const;
  return limits.flatMap(({ value, ...rest }) => (value == null ? [] : [{ ...rest, value }]));
}

/** Why rates fail the limits: "cer>0.05", "coverage<0.9". */
export function failedReasons(
  rates: ReadonlyMap<RateName, number>,
  limits: readonly OcrLimit[],
): readonly string[] {
  return limits
    .filter(({ name, sign, value }) => {
      const rate = rates.get(name);
      return rate !== undefined && (sign === '>' ? rate > value : rate < value);
    })
    .map(({ name, sign, value }) => `${name}${sign}${value}`);
}
