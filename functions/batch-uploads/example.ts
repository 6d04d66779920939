import type { Example } from '../../src/http/documented.ts';
import { uploadId } from '../samples.ts';
import type { batchUploadsContract } from './contract.ts';

/** A form for one file. */
export const batchUploadsExample: Example<typeof batchUploadsContract> = {
  summary: 'Offers a form to upload a file with: JSON Lines, one item per line, plain or gzip.',
  tag: 'Batches',
  replies: {
    201: {
      upload_id: uploadId,
      url: 'https://assay-payloads.s3.us-east-1.amazonaws.com/',
      fields: {
        bucket: 'assay-payloads',
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': 'ASIAEXAMPLE/20261123/us-east-1/s3/aws4_request',
        'X-Amz-Date': '20261123T100000Z',
        key: `uploads/9f86d081884c7d65/${uploadId}`,
        Policy: 'eyJleHBpcmF0aW9uIjoiMjAyNi0xMS0yM1QxMDoxNTowMFoifQ==',
        'X-Amz-Signature': '4f1c0d2b9a8e7f6d',
      },
      expires_at: '2026-11-23T10:15:00.000Z',
      max_bytes: 1_073_741_824,
    },
  },
};
