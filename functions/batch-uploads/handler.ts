import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ulid as newUlid } from 'ulid';
import { offerUpload } from '../../src/batches/uploads.ts';
import { tenantOf } from '../../src/http/request.ts';
import { repeatableEndpoint } from '../../src/platform/entry.ts';
import { uploading } from '../../src/platform/uploading.ts';
import { batchUploadsContract } from './contract.ts';

/** Offers a form with which the caller uploads one file of items; a repeated request is offered the same place. */
export const handler = repeatableEndpoint(batchUploadsContract, {
  handle: ({ event, ulid }) => offer(event, ulid ?? newUlid()),
  recall: ({ event, ulid }) => offer(event, ulid),
});

async function offer(event: APIGatewayProxyEvent, ulid: string) {
  return { status: 201, reply: await offerUpload(uploading(), tenantOf(event), `upl_${ulid}`) } as const;
}
