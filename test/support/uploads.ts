import type { Reply, TestService } from './client.ts';

const uploads = '/api/v1/evaluations/batch/uploads';

/** Uploads a file as a client does: asks for a form, fills it in and posts it. The id of the upload. */
export async function upload(
  service: Pick<TestService, 'call'>,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<string> {
  const ticket = await service.call('POST', uploads);
  await sendForm(ticket, content);
  return ticket.body.upload_id;
}

/** Fills in the form of a ticket and posts it. */
export async function sendForm(
  { body }: Pick<Reply, 'body'>,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(body.fields)) form.append(name, String(value));
  form.append('file', new Blob([content]));
  const answer = await fetch(body.url, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`the form was answered ${answer.status}: ${await answer.text()}`);
}
