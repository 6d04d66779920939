import { type Family, type FamilyName, families, type Labels } from './families.ts';
import type { StoredNumber } from './recorder.ts';

/** A gauge read at the scrape. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly series: readonly { readonly labels: Labels; readonly value: number }[];
}

/** Series that exist at 0 before anything was counted. */
export type IdleSeries = Readonly<Partial<Record<FamilyName, readonly Labels[]>>>;

type Series = { readonly labels: Labels; readonly parts: Map<string, number> };

/** The Prometheus text format 0.0.4 of all families and gauges: sums over the stored numbers, cumulative buckets, HELP and TYPE for each. */
export function expose(numbers: readonly StoredNumber[], gauges: readonly Gauge[], idle: IdleSeries): string {
  const summed = sumSeries(numbers, idle);
  const counted = (Object.keys(families) as FamilyName[]).map((name) =>
    exposeFamily(name, [...(summed.get(name)?.values() ?? [])]),
  );
  return `${[...counted, ...gauges.map(exposeGauge)].flat().join('\n')}\n`;
}

function sumSeries(numbers: readonly StoredNumber[], idle: IdleSeries): Map<FamilyName, Map<string, Series>> {
  const summed = new Map<FamilyName, Map<string, Series>>();
  const seriesOf = (family: FamilyName, labels: Labels) => {
    const all = summed.get(family) ?? new Map<string, Series>();
    summed.set(family, all);
    const key = labelText(labels);
    const series = all.get(key) ?? { labels, parts: new Map() };
    all.set(key, series);
    return series;
  };
  for (const [family, known] of Object.entries(idle)) {
    for (const labels of known) seriesOf(family as FamilyName, labels);
  }
  for (const { family, labels, part, value } of numbers) {
    const { parts } = seriesOf(family, labels);
    parts.set(part, (parts.get(part) ?? 0) + value);
  }
  return summed;
}

function exposeFamily(name: FamilyName, series: readonly Series[]): string[] {
  const { help, type, buckets }: Family = families[name];
  const lines = series.flatMap(({ labels, parts }) =>
    buckets
      ? exposeHistogram(name, labels, parts, buckets)
      : [`${name}${labelText(labels)} ${parts.get('n') ?? 0}`],
  );
  return [...heading(name, help, type), ...lines];
}

function exposeHistogram(
  name: string,
  labels: Labels,
  parts: Map<string, number>,
  bounds: readonly number[],
): string[] {
  let total = 0;
  const buckets = [...bounds.map(String), '+Inf'].map((le, index) => {
    total += parts.get(`b${index}`) ?? 0;
    return `${name}_bucket${labelText({ ...labels, le })} ${total}`;
  });
  return [
    ...buckets,
    `${name}_sum${labelText(labels)} ${parts.get('s') ?? 0}`,
    `${name}_count${labelText(labels)} ${total}`,
  ];
}

function exposeGauge({ name, help, series }: Gauge): string[] {
  return [
    ...heading(name, help, 'gauge'),
    ...series.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`),
  ];
}

function heading(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
