import { dispatch } from '../../src/http/dispatch.ts';
import { queryOf } from '../../src/http/query.ts';
import { tenantOf } from '../../src/http/request.ts';
import { delivering } from '../../src/platform/delivering.ts';
import { endpoint, repeatableEndpoint } from '../../src/platform/entry.ts';
import { deleteWebhook, readWebhooks } from '../../src/webhooks/manage.ts';
import { recallRegistration, registerWebhook } from '../../src/webhooks/register.ts';
import { tryWebhook } from '../../src/webhooks/try-webhook.ts';
import {
  webhookDeleteContract,
  webhookListContract,
  webhookRegisterContract,
  webhookTestContract,
} from './contract.ts';

const register = repeatableEndpoint(webhookRegisterContract, {
  handle: async ({ body, event, ulid }) => {
    const ports = delivering.manage();
    const id = `wh_${ulid ?? ports.newId()}`;
    return { status: 200, reply: await registerWebhook(ports, { tenant: tenantOf(event), id, body }) };
  },
  recall: async ({ event, ulid }) => {
    const reply = await recallRegistration(delivering.manage(), tenantOf(event), `wh_${ulid}`);
    return reply && { status: 200, reply };
  },
});

const list = endpoint(webhookListContract, async ({ event }) => {
  const { webhook_id } = queryOf(event, webhookListContract.query);
  return { status: 200, reply: await readWebhooks(delivering.manage(), tenantOf(event), webhook_id) };
});

const remove = endpoint(webhookDeleteContract, async ({ event }) => {
  const name = queryOf(event, webhookDeleteContract.query);
  await deleteWebhook(delivering.manage(), tenantOf(event), name);
  return { status: 204, reply: null };
});

const test = endpoint(webhookTestContract, async ({ body, event }) => ({
  status: 200,
  reply: await tryWebhook(delivering.manage(), tenantOf(event), body),
}));

/** Registers, lists, tests and deletes webhooks. */
export const handler = dispatch(
  {
    'POST /v1/evaluations/webhooks': register,
    'GET /v1/evaluations/webhooks': list,
    'DELETE /v1/evaluations/webhooks': remove,
    'POST /v1/evaluations/webhooks/test': test,
  },
  list,
);
