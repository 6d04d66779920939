import { describe, expect, test } from '@jest/globals';
import { checkAnswer } from '../../support/documented-answer.ts';

const problem = {
  type: '/api/v1/docs#not_found',
  title: 'Not found',
  status: 404,
  detail: 'there is no such path',
  code: 'not_found',
  request_id: 'r',
};

function check(method: string, path: string, answer: { status: number; type: string; body: unknown }) {
  const headers = new Headers({ 'Content-Type': answer.type });
  const text = JSON.stringify(answer.body);
  return () => checkAnswer(method, path, { status: answer.status, headers, text, body: answer.body });
}

const live = '/api/v1/health/live';
const json = 'application/json';
const problemJson = 'application/problem+json';

describe('the check of answers', () => {
  test('lets through what is documented', () => {
    expect(check('GET', live, { status: 200, type: json, body: { status: 'alive' } })).not.toThrow();
    expect(check('HEAD', `${live}/?a=1`, { status: 200, type: json, body: null })).not.toThrow();
    expect(check('PUT', live, { status: 404, type: problemJson, body: problem })).not.toThrow();
    expect(check('OPTIONS', live, { status: 204, type: '', body: null })).not.toThrow();
  });

  test.each([
    ['a status', live, { status: 202, type: json, body: { status: 'alive' } }],
    ['a content type', live, { status: 200, type: 'text/html', body: { status: 'alive' } }],
    ['a body', live, { status: 200, type: json, body: { status: 'dead' } }],
    ['a field', live, { status: 200, type: json, body: { status: 'alive', since: 1 } }],
    ['a success of an unknown path', '/api/v1/nothing', { status: 200, type: json, body: {} }],
    ['an error that is no problem document', '/api/v1/nothing', { status: 404, type: json, body: problem }],
    [
      'a problem without its code',
      '/nothing',
      { status: 404, type: problemJson, body: { ...problem, code: 'x' } },
    ],
  ])('refuses %s that is not', (_what, path, answer) => {
    expect(check('GET', path, answer)).toThrow(`GET ${path} ${answer.status}`);
  });
});
