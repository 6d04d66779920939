import { describe, expect, test } from '@jest/globals';
import { parseLine } from '../../../../src/evaluators/body/json-line.ts';

const parse = (text: string) => parseLine(Buffer.from(text));

describe('a line of an upload', () => {
  test('is the value of its JSON, a byte order mark before it or not', () => {
    expect(parse('{"a":[1,"é"]}')).toEqual({ value: { a: [1, 'é'] } });
    expect(parse('\ufeff{"a":1}')).toEqual({ value: { a: 1 } });
    expect(parse('null')).toEqual({ value: null });
  });

  test.each([
    ['no JSON', 'secret words'],
    ['cut off', '{"a":"secret'],
    ['two values', '{} {"secret":1}'],
    ['a prototype', '{"__proto__":{"secret":1}}'],
    ['a prototype spelt otherwise', '{"\\u005f_proto__":{"secret":1}}'],
    ['a prototype of a constructor', '{"constructor":{"prototype":{"secret":1}}}'],
    ['nested too deeply to be read', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ])('that is %s is a fault that tells nothing of its content', (_name, text) => {
    const parsed = parse(text);
    expect(parsed).toEqual({ fault: expect.stringMatching(/^is no JSON, or names a prototype/) });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  test('that is not UTF-8 is a fault', () => {
    expect(parseLine(Uint8Array.from([0x22, 0xff, 0x22]))).toEqual({ fault: 'is not UTF-8' });
  });

  test('has no more values than a body may have', () => {
    const fits = `[${'1,'.repeat(499_998)}1]`;
    expect(parse(fits)).toHaveProperty('value');
    expect(parse(`[${fits}]`)).toHaveProperty('value');
    expect(parse(`[[${fits}]]`)).toEqual({ fault: 'has some 500001 values; at most 500000' });
  });
});
