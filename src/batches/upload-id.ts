import * as z from 'zod';

/** The id of an upload. */
export const UploadId = z
  .string()
  .regex(
    /^upl_[0-9A-HJKMNP-TV-Z]{26}$/,
    'must be the upload_id of an upload, such as upl_01KAXVR2M4Q8ZC7T5N3W9HJ6EB',
  );
