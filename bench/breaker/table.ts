import type { Figures } from './figures.ts';

const columns: readonly (readonly [heading: string, cell: (of: readonly Figures[]) => string])[] = [
  ['calls/s', (of) => number(median(of, 'callsPerSecond'), 0)],
  [
    'opens after s (worst)',
    (of) => `${number(median(of, 'opensAfter'), 1)} (${number(worst(of, 'opensAfter'), 1)})`,
  ],
  ['wrong opens', (of) => number(worst(of, 'wrongOpens'), 0)],
  ['wasted per environment', (of) => number(worst(of, 'wasted'), 1)],
  [
    'probes (most at once)',
    (of) => `${number(median(of, 'probes'), 0)} (${number(worst(of, 'mostProbes'), 0)})`,
  ],
  ['closes s after recovery', (of) => number(median(of, 'closesAfter'), 1)],
  ['reads/call', (of) => number(median(of, 'readsPerCall'), 3)],
  ['writes/call', (of) => number(median(of, 'writesPerCall'), 3)],
  ['USD/M calls', (of) => number(median(of, 'dollars'), 3)],
  ['peak writes/s on one item', (of) => number(worst(of, 'peakWrites'), 0)],
  ['peak reads/s', (of) => number(worst(of, 'peakReads'), 0)],
  ['throttled', (of) => number(worst(of, 'throttled'), 0)],
  ['first 3 s after close %', (of) => percent(worst(of, 'loadAtFirst'))],
  ['12 to 15 s after %', (of) => percent(least(of, 'loadLater'))],
];

/** The first two lines of the table. */
export function renderHead(): string {
  const headings = ['scenario', ...columns.map(([heading]) => heading)];
  return `| ${headings.join(' | ')} |\n|${'---|'.repeat(headings.length)}`;
}

/** The line of a scenario by its runs: medians, and the worst of what has a bound. */
export function renderLine(name: string, runs: readonly Figures[]): string {
  return `| ${[name, ...columns.map(([, cell]) => cell(runs))].join(' | ')} |`;
}

function values(runs: readonly Figures[], key: keyof Figures): readonly number[] {
  return runs
    .map((figures) => figures[key])
    .filter((value) => value !== null)
    .toSorted((a, b) => a - b);
}

function median(runs: readonly Figures[], key: keyof Figures): number | undefined {
  const sorted = values(runs, key);
  return sorted[sorted.length >> 1];
}

function worst(runs: readonly Figures[], key: keyof Figures): number | undefined {
  return values(runs, key).at(-1);
}

function least(runs: readonly Figures[], key: keyof Figures): number | undefined {
  return values(runs, key)[0];
}

function number(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : (100 * share).toFixed(0);
}
