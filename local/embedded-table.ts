import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';

/** A running engine. */
export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Where an engine keeps what it holds (null: in memory) and on which port it listens (0: any). */
export interface EngineOptions {
  readonly folder: string | null;
  readonly port: number;
}

/** Starts the embedded DynamoDB on the loopback address. */
export async function startTableEngine({ folder, port }: EngineOptions): Promise<Engine> {
  const server = dynalite({ createTableMs: 0, ...(folder === null ? {} : { path: folder }) });
  // The engine throws, out of reach of everybody, when a client goes away in the middle of a request: a call that its
  // deadline aborts would end the whole process.
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => {});
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
