import { describe, expect, test } from '@jest/globals';
import { type FailureKind, failureMeanings } from '../../../src/judges/call.ts';
import type { JudgeError } from '../../../src/judges/judge.ts';
import { createSlots } from '../../../src/judges/slots.ts';
import { createRetryBudget } from '../../../src/resilience/retry-budget.ts';
import { endsWith, noDeadline } from '../../support/deadlines.ts';
import { failing, type GuardedEmbeddings, guardEmbeddingSteps } from './fake-client.ts';

const vectors = [
  [1, 0],
  [0, 1],
];

async function embed({ embeddings }: GuardedEmbeddings, deadline = noDeadline) {
  return await embeddings.embed(['left', 'right'], deadline).catch((error: unknown) => error as JudgeError);
}

function identityOf({ embeddings }: GuardedEmbeddings) {
  return { provider: 'openai', model: embeddings.model };
}

test('texts go in one call and come back as vectors with what it took', async () => {
  const guarded = guardEmbeddingSteps([vectors]);

  const reply = await embed(guarded);

  expect(guarded.calls).toEqual([['left', 'right']]);
  expect(reply).toEqual({
    vectors,
    usage: { calls: 1, prompt_tokens: 10, completion_tokens: 0, cached_tokens: 0, cost_usd: null },
  });
});

test('no texts make no call', async () => {
  const guarded = guardEmbeddingSteps([failing('server')]);

  expect(await guarded.embeddings.embed([], noDeadline)).toMatchObject({ vectors: [], usage: { calls: 0 } });
  expect(guarded.calls).toEqual([]);
});

describe('every kind of failure', () => {
  const kinds = Object.keys(failureMeanings) as FailureKind[];

  test.each(kinds.filter((kind) => failureMeanings[kind].retry))(
    '%s is repeated twice and ends with its code and all calls counted',
    async (kind) => {
      const guarded = guardEmbeddingSteps([failing(kind)]);

      const error = await embed(guarded);

      expect(guarded.calls).toHaveLength(3);
      expect(error).toMatchObject({ code: failureMeanings[kind].code, usage: { calls: 3 } });
    },
  );

  test.each(kinds.filter((kind) => !failureMeanings[kind].retry))('%s is never repeated', async (kind) => {
    const guarded = guardEmbeddingSteps([failing(kind), vectors]);

    const error = await embed(guarded);

    expect(error).toMatchObject({
      name: 'JudgeError',
      code: failureMeanings[kind].code,
      usage: { calls: 1 },
    });
    expect(guarded.calls).toHaveLength(1);
  });

  test('that passes is forgotten, after waits as long as those of answers', async () => {
    const guarded = guardEmbeddingSteps([failing('server'), failing('reset'), vectors]);

    expect(await embed(guarded)).toMatchObject({ vectors, usage: { calls: 3, prompt_tokens: 10 } });
    expect(guarded.waits).toEqual([375, 750]);
  });
});

test('a wait that is too long ends the attempts and is passed on with its trouble', async () => {
  const guarded = guardEmbeddingSteps([failing('rate_limited', 36_000), vectors]);

  expect(await embed(guarded)).toMatchObject({
    code: 'judge_unavailable',
    retryAfter: 36,
    trouble: 'rate_limit',
    usage: { calls: 1 },
  });
});

test('the retry budget forbids retries when it is used up', async () => {
  const budget = createRetryBudget();
  while (budget.spend());
  const guarded = guardEmbeddingSteps([failing('server'), vectors], { budget });

  expect(await embed(guarded)).toMatchObject({ code: 'judge_unavailable', usage: { calls: 1 } });
});

test('a call earns retries for the budget', async () => {
  const budget = createRetryBudget();
  budget.spend();
  const before = budget.left();
  const guarded = guardEmbeddingSteps([vectors], { budget });

  await embed(guarded);

  expect(budget.left()).toBeGreaterThan(before);
});

test('a call waits for a slot like any other', async () => {
  const slots: string[] = [];
  const guarded = guardEmbeddingSteps([vectors], {
    slots: {
      ...createSlots(1),
      run: async (call) => {
        slots.push('taken');
        return await call();
      },
    },
  });

  await embed(guarded);

  expect(slots).toEqual(['taken']);
});

test('the pause of the embedding model holds its calls back', async () => {
  const guarded = guardEmbeddingSteps([vectors]);
  for (let failure = 0; failure < 5; failure += 1) guarded.pauses.of(identityOf(guarded)).record('sick', 0);

  expect(await embed(guarded)).toMatchObject({ vectors });
  expect(guarded.waits).toEqual([2_020]);
});

test('failures in a row begin the pause of the embedding model', async () => {
  const guarded = guardEmbeddingSteps([failing('server')]);

  await embed(guarded);
  await embed(guarded);

  expect(guarded.pauses.of(identityOf(guarded)).leftMs(guarded.clock.now)).toBeGreaterThan(0);
});

test('every attempt is observed under the name of the embedding model', async () => {
  const guarded = guardEmbeddingSteps([failing('server'), vectors], { callMs: 1_500 });

  await embed(guarded);

  const identity = identityOf(guarded);
  expect(guarded.observed).toEqual([
    { ...identity, outcome: 'server', seconds: 1.5, tokens: null },
    {
      ...identity,
      outcome: 'ok',
      seconds: 1.5,
      tokens: { prompt_tokens: 10, completion_tokens: 0, cached_tokens: 0 },
    },
  ]);
});

test('a request whose time is over makes no call', async () => {
  const guarded = guardEmbeddingSteps([vectors]);

  expect(await embed(guarded, endsWith(AbortSignal.abort()))).toMatchObject({
    code: 'deadline_exceeded',
    usage: { calls: 0 },
  });
});

test('vectors that arrive after the end of the time are a failure', async () => {
  const controller = new AbortController();
  const guarded = guardEmbeddingSteps([vectors], {
    slots: {
      ...createSlots(1),
      run: async (call) => {
        const result = await call();
        controller.abort();
        return result;
      },
    },
  });

  expect(await embed(guarded, endsWith(controller.signal))).toMatchObject({
    code: 'deadline_exceeded',
    usage: { calls: 1 },
  });
});
