import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { Engine, EngineOptions } from './embedded-table.ts';

type Listen = (options: { readonly port: number; readonly host: string }) => Promise<string>;

/** Starts the embedded SQS and S3 on the loopback address. */
export async function startQueueEngine({ folder, port }: EngineOptions): Promise<Engine> {
  const kept =
    folder === null ? {} : { dataDir: join(folder, 'queue'), s3StorageDir: join(folder, 'objects') };
  const server = await onLoopback(() => startFauxqs({ port, logger: false, ...kept }));
  return { endpoint: `http://127.0.0.1:${server.port}`, stop: () => server.stop() };
}

/**
 * The engine checks no credentials and listens on every address of the machine, without an option against it: the web
 * framework beneath it announces each new server, and this one is told to listen on the loopback address only.
 */
async function onLoopback(start: () => Promise<FauxqsServer>): Promise<FauxqsServer> {
  const bind = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: { listen: Listen } };
    const listen = fastify.listen.bind(fastify);
    fastify.listen = (options) => listen({ ...options, host: '127.0.0.1' });
  };
  subscribe('fastify.initialization', bind);
  try {
    return await start();
  } finally {
    unsubscribe('fastify.initialization', bind);
  }
}
