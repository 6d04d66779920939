import { expect, test } from '@jest/globals';
import { waitForAll } from '../../../../../src/evaluators/rag/matrix/wait-for-all.ts';

test('brings every result in order', async () => {
  expect(await waitForAll([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two']);
});

test('fails only when everything has ended, with the first failure in order', async () => {
  const slow = Promise.withResolvers<void>();
  const ends: string[] = [];
  const work = slow.promise.then(() => ends.push('slow'));
  const waiting = waitForAll([work, Promise.reject(new Error('first')), Promise.reject(new Error('second'))]);
  const failed = waiting.catch(({ message }: Error) => ends.push(message));

  setImmediate(slow.resolve);
  await failed;

  expect(ends).toEqual(['slow', 'first']);
});
