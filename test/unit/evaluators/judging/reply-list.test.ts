import { expect, test } from '@jest/globals';
import { listIn } from '../../../../src/evaluators/judging/reply-list.ts';

test.each([
  ['an object alone', '{"claims": [1]}'],
  ['a fenced object', '```json\n{"claims": [1]}\n```'],
  ['prose around the object', 'Here you are: {"claims": [1]} Anything else?'],
  ['a wrapper', '{"result": {"claims": [1]}}'],
  ['thoughts before it', '<think>{"claims": [2]}</think>{"claims": [1]}'],
  ['an earlier object with the same key', '{"claims": [2]} or rather {"claims": [1]}'],
])('a list is read from %s', (_case, reply) => {
  expect(listIn(reply, 'claims')?.list).toEqual([1]);
});

test.each([
  ['no object', 'none'],
  ['another key', '{"verdicts": [1]}'],
  ['no list under the key', '{"claims": {"length": 1}}'],
  ['an object that breaks off', '{"claims": [1'],
  ['more than any list', `{"claims": [1], "rest": "${'x'.repeat(100_000)}"}`],
])('there is none in a reply with %s', (_case, reply) => {
  expect(listIn(reply, 'claims')).toBeNull();
});
