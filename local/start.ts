import { bundleFunctions } from '../functions/bundling.ts';
import { readEnvironment } from '../src/platform/environment.ts';
import { describeFailure } from './failure.ts';
import { type Service, startService } from './service.ts';

/** Milliseconds after which an end that does not come is forced. */
const endMilliseconds = 15_000;

const starting = start();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
let ending = false;
// On AWS a stray failure ends one environment of one function, never the service.
process.on('uncaughtException', (error) => console.error(describeFailure(error)));
announce(await starting);

async function start(): Promise<Service> {
  try {
    const environment = readEnvironment(process.env);
    return await startService({ environment, bundle: bundleFunctions, log: console.log });
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
  return code === 'EADDRINUSE'
    ? `The port ${port} is in use by another process; stop it or set PORT.`
    : message;
}

async function end(): Promise<void> {
  // Ctrl-C reaches this process twice under npm: from the terminal and from npm.
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), endMilliseconds).unref();
  await (await starting).stop();
  process.exit(0);
}

function announce({ url, apiKey }: Service): void {
  const body = {
    source_text: 'The bridge opened in 1932 and carries eight lanes of road traffic and two railway tracks.',
    summary: 'An eight-lane bridge opened in 1932.',
  };
  console.log(
    [
      `Assay is ready at ${url}/api/v1`,
      `API key: ${apiKey}`,
      'Try it:',
      `curl -s '${url}/api/v1/evaluations/geval' -H 'X-API-KEY: ${apiKey}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`,
    ].join('\n'),
  );
}
