// The service in a process of its own, on engines elsewhere; it counts its calls of the table.
import { subscribe } from 'node:diagnostics_channel';
import { cp } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { startService } from '../../local/service.ts';
import { readEnvironment } from '../../src/platform/environment.ts';

/** What the process tells on demand. */
export interface ServiceReport {
  /** Most memory it has held, and what it holds now, in bytes. */
  readonly peakBytes: number;
  readonly bytes: number;
  /** What of the heap is in use after a collection; null where none was asked for. */
  readonly liveBytes: number | null;
  /** Calls of the table by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

const calls: Record<string, number> = {};
subscribe('http.client.request.start', (message) => {
  const { request } = message as { readonly request: ClientRequest };
  const operation = /^DynamoDB_\d+\.(\w+)$/.exec(String(request.getHeader('x-amz-target') ?? ''))?.[1];
  if (operation) calls[operation] = (calls[operation] ?? 0) + 1;
});

const engines = JSON.parse(process.env['ENGINES'] ?? '{}');
const service = await startService({
  environment: readEnvironment({ ...process.env, PORT: '0', DATABASE_PATH: ':memory:' }),
  // Bundled elsewhere: that takes more memory than anything here.
  bundle: (folder) => cp(process.env['BUNDLES'] ?? '', folder, { recursive: true }),
  log: (line) => (process.env['VERBOSE'] ? console.log(line) : undefined),
  engines: { environment: engines, stop: async () => undefined },
});
process.send?.({ url: service.url, apiKey: service.apiKey });
process.on('message', (asked) => {
  const collect = asked === 'collect' ? globalThis.gc : undefined;
  collect?.();
  const report: ServiceReport = {
    liveBytes: collect ? process.memoryUsage().heapUsed : null,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
    bytes: process.memoryUsage().rss,
    calls,
  };
  process.send?.(report);
});
process.on('disconnect', () => {
  void service.stop().finally(() => process.exit(0));
});
