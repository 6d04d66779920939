import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Provider, providers } from '../../../src/judges/capabilities.ts';
import { parseEmbeddings } from '../../../src/judges/embeddings.ts';
import { recorded } from './fixtures.ts';

interface RecordedEmbeddings {
  readonly source: string;
  readonly reply: unknown;
  readonly vectors: readonly (readonly number[])[];
  readonly prompt_tokens: number;
}

const replies = recorded<RecordedEmbeddings>('embeddings');
const embedding = Object.entries<Provider>(providers).filter(([, row]) => row.embeddingModel !== null);

test.each(embedding)('embeddings of %s are recorded', (provider) => {
  expect(replies.map(([name]) => name)).toContain(`${provider}.json`);
});

test.each(replies)('the embeddings of %s are read', (_, { reply, vectors, prompt_tokens }) => {
  expect(parseEmbeddings(JSON.stringify(reply), vectors.length)).toEqual({
    vectors,
    tokens: { prompt_tokens, completion_tokens: 0, cached_tokens: 0 },
  });
});

test.each(replies)('%s says where its shape is documented', (_, { source }) => {
  expect(source).toMatch(/\S/);
});

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

test('a vector without an index among others is taken at its place', () => {
  const body = bodyOf([{ embedding: [3] }, { index: 2, embedding: [1] }, { index: 1, embedding: [2] }]);

  expect(parseEmbeddings(body, 3)?.vectors).toEqual([[3], [2], [1]]);
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
    ['an index that another has by its place', bodyOf([{ embedding: [1, 2] }, first])],
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
