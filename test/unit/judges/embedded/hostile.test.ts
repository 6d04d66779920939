import { expect, test } from '@jest/globals';
import { readText } from '../../../../src/judges/embedded/text.ts';

test('a run of combining marks is cut to what writing needs before it is sorted', () => {
  const { tokens } = readText(`a${'\u0301\u0316'.repeat(50_000)} word`);

  expect(tokens[0]?.written.length).toBeLessThan(40);
  expect(tokens.at(-1)?.form).toBe('word');
});
