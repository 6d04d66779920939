import { rm } from 'node:fs/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type FunctionName, type FunctionSpec, functions } from '../../../functions/functions.ts';
import { createKeyCheck } from '../../../local/api-key.ts';
import { type Gateway, startGateway } from '../../../local/gateway.ts';
import { createInvoker } from '../../../local/invoker.ts';
import { type HandlerBodies, makeBundles } from './bundles.ts';

/** A gateway over small bundles, its key, and the lines it has logged. */
export interface TestGateway {
  readonly url: string;
  readonly key: string;
  readonly lines: readonly string[];
  readonly stop: Gateway['stop'];
}

/** What the functions answer with unless given another body. */
export interface Echo {
  readonly name: string;
  readonly functionName: string;
  readonly event: APIGatewayProxyEvent;
}

/** The echo in a response. */
export async function readEcho(response: Response): Promise<Echo> {
  return (await response.json()) as Echo;
}

/** Starts a gateway on any port whose functions answer with their event unless given another body. */
export async function startTestGateway(
  bodies: HandlerBodies = {},
  timeoutSeconds?: number,
): Promise<TestGateway> {
  const key = 'c0ffee42'.repeat(8);
  const lines: string[] = [];
  const directory = await makeBundles(bodies);
  const invoke = createInvoker({ directory, ...(timeoutSeconds ? { specs: limitAll(timeoutSeconds) } : {}) });
  await rm(directory, { recursive: true });
  const gateway = await startGateway({
    port: 0,
    invoke,
    isKey: createKeyCheck(key),
    log: (line) => lines.push(line),
  });
  return { url: gateway.url, stop: gateway.stop, key, lines };
}

function limitAll(timeoutSeconds: number): Readonly<Record<FunctionName, FunctionSpec>> {
  const specs = Object.entries(functions).map(([name, spec]) => [name, { ...spec, timeoutSeconds }]);
  return Object.fromEntries(specs);
}
