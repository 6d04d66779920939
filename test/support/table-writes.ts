import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

const channel = 'http.client.request.start';

/** Counts what this process writes to the table while a task runs, as the table sees it: one for each request. */
export async function countTableWrites(task: () => Promise<void>): Promise<number> {
  let writes = 0;
  const count = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    const target = String(request.getHeader('x-amz-target') ?? '');
    if (/^DynamoDB_\d+\.(Put|Update|Delete)Item$/.test(target)) writes += 1;
  };
  subscribe(channel, count);
  try {
    await task();
  } finally {
    unsubscribe(channel, count);
  }
  return writes;
}
