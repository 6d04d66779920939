import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseEmbeddings } from '../../../src/judges/embeddings.ts';

function bodyOf(data: readonly unknown[], usage: unknown = { prompt_tokens: 7, total_tokens: 7 }): string {
  return JSON.stringify({ object: 'list', data, model: 'm', usage });
}

test('vectors are sorted by their index', () => {
  const body = bodyOf([
    { index: 1, embedding: [3, 4] },
    { index: 0, embedding: [1, 2] },
  ]);

  expect(parseEmbeddings(body, 2)).toEqual({
    vectors: [
      [1, 2],
      [3, 4],
    ],
    tokens: { prompt_tokens: 7, completion_tokens: 0, cached_tokens: 0 },
  });
});

test('vectors of which none has an index are taken as they come', () => {
  expect(parseEmbeddings(bodyOf([{ embedding: [3] }, { embedding: [1] }]), 2)?.vectors).toEqual([[3], [1]]);
});

test.each([
  [{ total_tokens: 9 }, 9],
  [{ prompt_tokens: 'many' }, 0],
  [null, 0],
])('of the usage %j the tokens are %i', (usage, tokens) => {
  expect(parseEmbeddings(bodyOf([{ index: 0, embedding: [1] }], usage), 1)?.tokens.prompt_tokens).toBe(
    tokens,
  );
});

describe('what is no embeddings reply to two texts', () => {
  const first = { index: 0, embedding: [1, 2] };

  test.each([
    ['an empty body', ''],
    ['a body that breaks off', '{"data":[{"emb'],
    ['a page', '<html></html>'],
    ['null', 'null'],
    ['an error in a 200', '{"error":{"code":502,"message":"upstream"}}'],
    ['a chat completion', '{"choices":[{"message":{"content":"4"}}]}'],
    ['one vector of both', bodyOf([first])],
    ['three vectors', bodyOf([first, { index: 1, embedding: [1, 2] }, { index: 2, embedding: [1, 2] }])],
    ['the same index twice', bodyOf([first, first])],
    ['an index beyond the texts', bodyOf([first, { index: 2, embedding: [1, 2] }])],
    ['an index that is missing', bodyOf([first, { embedding: [1, 2] }])],
    ['vectors of two lengths', bodyOf([first, { index: 1, embedding: [1] }])],
    [
      'a vector without numbers',
      bodyOf([
        { index: 0, embedding: [] },
        { index: 1, embedding: [] },
      ]),
    ],
    [
      'base64',
      bodyOf([
        { index: 0, embedding: 'AACAPw==' },
        { index: 1, embedding: 'AACAPw==' },
      ]),
    ],
    ['a text for a number', bodyOf([first, { index: 1, embedding: [1, '2'] }])],
    ['NaN, which JSON writes as null', bodyOf([first, { index: 1, embedding: [1, Number.NaN] }])],
    [
      'a number too large to be finite',
      bodyOf([first]).replace('[1,2]}', '[1,2]},{"index":1,"embedding":[1,1e999]}'),
    ],
    ['a number too large to multiply', bodyOf([first, { index: 1, embedding: [1, 1e200] }])],
  ])('(%s) is null', (_, body) => {
    expect(parseEmbeddings(body, 2)).toBeNull();
  });
});

test('whatever order they come in, each text gets its own vector', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      (values, seed) => {
        const rows = values.map((value, index) => ({ index, embedding: [value + 0] }));
        const turned = rows.map((_, place) => rows[(place + seed) % rows.length]);

        expect(parseEmbeddings(bodyOf(turned), rows.length)?.vectors).toEqual(
          rows.map(({ embedding }) => embedding),
        );
      },
    ),
  );
});
