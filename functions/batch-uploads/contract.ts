import { UploadTicket } from '../../src/batches/uploads.ts';

/** POST /evaluations/batch/uploads */
export const batchUploadsContract = {
  name: 'batch-uploads',
  replies: { 201: UploadTicket },
  acceptsKey: true,
} as const;
