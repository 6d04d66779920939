import { expect, test } from '@jest/globals';
import { ofOneKind } from '../../../src/evaluation/judge-kind.ts';

const itself = <Kind>(kind: Kind) => kind;

test('a model’s values push out the embedded judge’s', () => {
  expect(ofOneKind(['embedded', 'model', 'embedded', null] as const, itself)).toEqual({
    kind: 'model',
    kept: ['model'],
    left: 3,
  });
});

test('without a model the embedded judge’s count', () => {
  expect(ofOneKind(['embedded', 'embedded'] as const, itself)).toMatchObject({ kind: 'embedded', left: 0 });
});

test('of nothing there is no kind', () => {
  expect(ofOneKind([], () => 'model')).toEqual({ kind: null, kept: [], left: 0 });
});
