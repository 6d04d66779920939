import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { untilTerminal } from '../support/client.ts';
import { type JudgedService, startJudgedService } from '../support/judged-service.ts';
import { goodSummary, source } from '../support/texts.ts';

let service: JudgedService;

beforeAll(async () => {
  // One answer for every question: a mark and a winner.
  service = await startJudgedService([{ text: '{"analysis":"Sound.","score":4,"winner":"tie"}' }]);
});
afterAll(() => service.stop());

const bodies = {
  geval: { source_text: source, summary: goodSummary, metrics: ['coherence'] },
  propositions: { extracted: ['It opened in 1932'], reference: ['The bridge opened in 1932'] },
  ocr: { items: [{ id: 'a', extracted_text: 'hello wurld', ground_truth_text: 'hello world' }] },
  'response-quality': { prompt: 'Name a prime.', response: '7', samples: 1 },
  'custom-metric': {
    name: 'politeness',
    evaluation_prompt: 'Rate the politeness of: {text}',
    input_data: { text: 'Please wait.' },
    scale: { min: 1, max: 5 },
  },
  pairwise: { prompt: 'Name a prime.', response_a: '7', response_b: '9' },
  rag: {
    query: 'When did it open?',
    retrieved_contexts: [source],
    // Says nothing: the lowest mark without a call.
    generated_response: '...',
    metrics: ['relevance'],
  },
} as const;
const routes = Object.keys(bodies) as (keyof typeof bodies)[];
const later = { Prefer: 'respond-async' };
const pathOf = (route: string) => `/api/v1/evaluations/${route}`;

/** Words of the texts under test that no judge here repeats. */
const secrets: Readonly<Record<keyof typeof bodies, string>> = {
  geval: 'Harrow',
  propositions: 'opened',
  ocr: 'wurld',
  'response-quality': 'prime',
  'custom-metric': 'wait',
  pairwise: 'prime',
  rag: 'Harrow',
};
const read = (id: string) => service.call('GET', pathOf(`results/${id}`));

describe.each(routes)('%s', (route) => {
  test('reads back by id as it was answered, without the texts', async () => {
    const { body } = await service.call('POST', pathOf(route), bodies[route]);

    const stored = await read(body.metadata.evaluation_id);
    const { results, evaluation_time, metadata } = stored.body;
    expect({ ...results, evaluation_time, metadata }).toEqual(body);
    expect(stored.text).not.toContain(secrets[route]);
  });

  test('is not stored when it is not to be saved', async () => {
    const { body } = await service.call('POST', pathOf(route), { ...bodies[route], save_results: false });

    expect((await read(body.metadata.evaluation_id)).status).toBe(404);
  });

  test('answers Prefer: respond-async with 202 and a batch of one, whose item reads back', async () => {
    const accepted = await service.call('POST', pathOf(route), bodies[route], later);

    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('preference-applied')).toBe('respond-async');
    expect(accepted.body).toMatchObject({ total_items: 1, status: 'pending' });
    const location = accepted.headers.get('location') ?? '';
    expect(location).toBe(pathOf(`batch/${accepted.body.batch_id}`));
    const done = await untilTerminal(service, location);
    expect(done.body).toMatchObject({ status: 'completed', successful: 1 });
    const { body } = await service.call('GET', `${location}/results`);
    expect(body.results).toMatchObject([{ index: 0, status: 'completed' }]);
  });

  test('refuses an invalid body at once, not as an item', async () => {
    const refused = await service.call('POST', pathOf(route), {}, later);

    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('invalid_request');
  });
});

test('a judge that nobody can ask is refused at once', async () => {
  const refused = await service.call('POST', pathOf('geval'), { ...bodies.geval, api_name: 'groq' }, later);

  expect(refused.status).toBe(503);
  expect(refused.body.code).toBe('missing_provider_credentials');
});
