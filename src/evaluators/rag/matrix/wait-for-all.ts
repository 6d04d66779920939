/** The results of all, like `Promise.all`, but a failure waits for the others: their calls have to be counted. */
export async function waitForAll<T extends readonly unknown[] | []>(work: T) {
  await Promise.allSettled(work);
  return Promise.all(work);
}
