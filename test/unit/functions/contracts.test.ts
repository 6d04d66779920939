import { describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { contracts } from '../../../functions/contracts.ts';

const all = Object.entries(contracts);
const withReplies = all.flatMap(([route, { contract, replies }]) =>
  'replies' in contract ? [[route, contract.replies, replies] as const] : [],
);
const withBody = all.flatMap(([route, { contract, request }]) =>
  'body' in contract && contract.body ? [[route, contract.body as z.ZodType, request] as const] : [],
);

describe('the contract of every route', () => {
  test.each(all.filter(([route]) => route !== 'root'))(
    '%s bears the name of its route',
    (route, { contract }) => {
      expect(contract.name).toBe(route);
    },
  );

  test.each(withBody)('%s has an example of a request that its schema takes', (_route, body, request) => {
    expect(body.safeParse(request).error).toBeUndefined();
  });

  test.each(withReplies)(
    '%s has an example for every answer, as its schema has it',
    (_route, schemas, examples) => {
      expect(Object.keys(examples)).toEqual(Object.keys(schemas));
      for (const [status, schema] of Object.entries(schemas)) {
        const example = examples[Number(status)];
        expect(schema.parse(example)).toEqual(example);
      }
    },
  );
});
