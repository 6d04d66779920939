import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  placeholdersIn,
  replacePlaceholders,
} from '../../../../src/evaluators/custom-metric/placeholders.ts';

test.each([
  ['Rate {text} and {text}, then {a.b-c_1}', ['text', 'a.b-c_1']],
  ['{__proto__} {constructor}', ['__proto__', 'constructor']],
  ['{{text}}', []],
  ['{{{text}}}', ['text']],
  ['{a{b}}', ['b']],
  ['{"score": 1} {} { text } {two words}', []],
  [`{${'x'.repeat(51)}}`, []],
  ['{'.repeat(9_999), []],
])('%.40j names %j', (template, names) => {
  expect(placeholdersIn(template)).toEqual(names);
});

test('doubled braces stay as they are', () => {
  expect(replacePlaceholders('{{text}} {{{text}}}', (name) => `<${name}>`)).toBe('{{text}} {{<text>}}');
});

test('what replaces a placeholder is never read again, nor is it a pattern', () => {
  expect(replacePlaceholders('{a} {b}', () => "{b} $& $' {{")).toBe("{b} $& $' {{ {b} $& $' {{");
});

test('replacing each placeholder by itself changes nothing', () => {
  const pieces = fc.constantFrom('{', '}', 'a', '{b}', '{{', ' ');
  const templates = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(templates, (template) => {
      expect(replacePlaceholders(template, (name) => `{${name}}`)).toBe(template);
    }),
  );
});
