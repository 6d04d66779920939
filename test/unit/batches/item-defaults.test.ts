import { expect, test } from '@jest/globals';
import { withDefaults } from '../../../src/batches/item-defaults.ts';

const judge = { api_name: 'openai', model: 'm' };

test.each([
  ['without a judge has that of the batch', judge, {}, judge],
  ['that names null for a judge has that of the batch', judge, { api_name: null, model: null }, judge],
  ['with the same judge has its model', judge, { api_name: 'openai' }, judge],
  ['with another model keeps it', judge, { model: 'n' }, { api_name: 'openai', model: 'n' }],
  ['with another judge has not the model of the first', judge, { api_name: 'groq' }, { api_name: 'groq' }],
  [
    'with a judge has the model that is for any',
    { model: 'm' },
    { api_name: 'groq' },
    { api_name: 'groq', model: 'm' },
  ],
  ['that asks for all metrics gets all', { metrics: ['fluency'] }, { metrics: null }, { metrics: null }],
])('an item %s', (_what, defaults, sent, merged) => {
  expect(withDefaults(sent, defaults)).toEqual(merged);
});

test('what is no object stays what it is', () => {
  expect([null, 'text', [1]].map((sent) => withDefaults(sent, judge))).toEqual([null, 'text', [1]]);
});
