import type { Reply } from './client.ts';
import type { Operation } from './documented-answer.ts';

/** What provoking the answers about webhooks takes. */
export interface WebhookWays {
  readonly register: Operation;
  readonly remove: Operation;
  readonly send: (operation: Operation, over?: object) => Promise<Reply>;
  /** Of a receiver that runs by the time a way is gone. */
  readonly url: () => string;
}

/** How the documented answers about webhooks are provoked, by operation and status. */
export function webhookWays({ register, remove: removal, send, url }: WebhookWays) {
  const add = (path: string) => send(register, { url: `${url()}/${path}` });
  const ask = (operation: Operation, query: string) =>
    send({ ...operation, path: `${operation.path}?${query}` });
  const remove = (query: string) => ask(removal, query);
  return {
    'webhook-register 200': () => add('new'),
    'webhook-register 409': async (operation: Operation) => {
      const paths = Array.from({ length: 10 }, (_, index) => `${index}`);
      for (const path of paths) await add(path);
      const refused = await send(operation, { url: `${url()}/too-many` });
      // Room for the other ways.
      for (const path of paths) await remove(`url=${url()}/${path}`);
      return refused;
    },
    'webhook-list 404': (operation: Operation) => ask(operation, 'webhook_id=unknown'),
    'webhook-list 422': (operation: Operation) => ask(operation, `webhook_id=${'x'.repeat(101)}`),
    'webhook-delete 204': async (operation: Operation) => {
      await add('deleted');
      return ask(operation, `url=${url()}/deleted`);
    },
    'webhook-delete 404': (operation: Operation) => ask(operation, 'webhook_id=unknown'),
    'webhook-delete 422': (operation: Operation) => send(operation),
    'webhook-test 200': async (operation: Operation) => {
      await add('tested');
      return send(operation, { url: `${url()}/tested` });
    },
    'webhook-test 404': (operation: Operation) => send(operation, { webhook_id: 'unknown' }),
  };
}
