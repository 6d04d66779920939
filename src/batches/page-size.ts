/** Bytes of a page: API Gateway and Lambda end at 6 MB with the body escaped; a page ends well before. */
export const maxPageBytes = 2_500_000;
