import { probing } from '../../src/platform/probing.ts';
import { storing } from '../../src/platform/storing.ts';
import { version } from '../../src/platform/version.ts';
import type { Gauge } from '../../src/telemetry/exposition.ts';

/** The gauges that are read at the scrape: queue depths and the service's version. */
export async function readGauges(): Promise<readonly Gauge[]> {
  const [work, dead] = await Promise.all([probing.workQueue()(), storing.deadLetters().count()]);
  const single = (value: number) => [{ labels: {}, value }];
  return [
    {
      name: 'evaluation_queue_depth',
      help: 'Messages of batches that wait or are in work.',
      series: single(work.visible + work.inFlight),
    },
    {
      name: 'evaluation_dead_letters',
      help: 'Dead letters that nobody has acknowledged, up to a thousand.',
      series: single(dead),
    },
    {
      name: 'evaluation_service_info',
      help: 'Always 1; the label carries the version.',
      series: [{ labels: { version }, value: 1 }],
    },
  ];
}
