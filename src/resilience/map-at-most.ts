import pLimit from 'p-limit';

/** What a task gives for each value, so many at a time. The first failure is thrown when nothing is under way any more, and no task begins after it. */
export async function mapAtMost<Value, Result>(
  atOnce: number,
  values: readonly Value[],
  task: (value: Value) => Promise<Result>,
): Promise<readonly Result[]> {
  const limit = pLimit({ concurrency: atOnce, rejectOnClear: true });
  const attempt = async (value: Value) => {
    try {
      return await task(value);
    } catch (error) {
      limit.clearQueue();
      throw error;
    }
  };
  const runs = values.map((value) => limit(() => attempt(value)));
  await Promise.allSettled(runs);
  // What was cleared comes after all that has begun, so that the error is a task's own.
  return Promise.all(runs);
}
