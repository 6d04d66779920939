import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FailureKind, failureMeanings } from '../../../src/judges/call.ts';
import { JudgeError } from '../../../src/judges/judge.ts';
import { createRetryBudget } from '../../../src/resilience/retry-budget.ts';
import { endsWith, noDeadline } from '../../support/deadlines.ts';
import { failing, type Guarded, guardSteps, requestFor } from './fake-client.ts';

async function complete({ judge }: Guarded, overrides = {}) {
  return await judge
    .complete(requestFor(overrides), noDeadline)
    .catch((error: unknown) => error as JudgeError);
}

describe('every kind of failure, at every attempt', () => {
  const kinds = Object.keys(failureMeanings) as FailureKind[];
  const repeated = kinds.filter((kind) => failureMeanings[kind].retry);
  const backedOff = repeated.filter((kind) => kind !== 'unsupported');
  const final = kinds.filter((kind) => !failureMeanings[kind].retry);

  test.each(backedOff)(
    '%s is repeated twice, after waits within the bounds of their jitter',
    async (kind) => {
      const waitsFor = async (random: number) => {
        const guarded = guardSteps([failing(kind)], { random: () => random });
        await complete(guarded);
        return guarded.waits;
      };

      expect([await waitsFor(0), await waitsFor(0.5)]).toEqual([
        [250, 500],
        [375, 750],
      ]);
    },
  );

  test.each(repeated)('%s ends after three attempts with its code and all calls counted', async (kind) => {
    const guarded = guardSteps([failing(kind)]);

    const error = await complete(guarded);

    expect(guarded.calls).toHaveLength(3);
    expect(error).toMatchObject({ code: failureMeanings[kind].code, usage: { calls: 3 } });
  });

  test.each(repeated)('%s is forgotten when the next attempt succeeds', async (kind) => {
    for (const failures of [1, 2]) {
      const guarded = guardSteps([...Array.from({ length: failures }, () => failing(kind)), ['4']]);

      expect(await complete(guarded)).toMatchObject({ texts: ['4'], usage: { calls: failures + 1 } });
    }
  });

  test.each(final)('%s is never repeated', async (kind) => {
    const guarded = guardSteps([failing(kind), ['4']]);

    const error = await complete(guarded);

    expect(guarded.calls).toHaveLength(1);
    expect(error).toMatchObject({ code: failureMeanings[kind].code, usage: { calls: 1 } });
  });

  test.each(final)('%s ends the attempts also after another failure', async (kind) => {
    const guarded = guardSteps([failing('server'), failing(kind), ['4']]);

    expect(await complete(guarded)).toMatchObject({ code: failureMeanings[kind].code, usage: { calls: 2 } });
  });

  test('a parameter that was learnt to be left out is left out at once', async () => {
    const guarded = guardSteps([failing('unsupported'), ['4']]);

    await complete(guarded);

    expect(guarded.waits).toEqual([]);
  });
});

describe('a wait that the provider asks for', () => {
  test('is kept where it is longer than ours', async () => {
    const guarded = guardSteps([failing('rate_limited', 3_000), ['4']]);

    await complete(guarded);

    expect(guarded.waits).toEqual([3_000]);
  });

  test('ends the attempts where it is too long, and is passed on in whole seconds', async () => {
    const guarded = guardSteps([failing('rate_limited', 10_001), ['4']]);

    expect(await complete(guarded)).toMatchObject({ code: 'judge_unavailable', retryAfter: 11 });
    expect(guarded.calls).toHaveLength(1);
  });
});

describe('the retry budget', () => {
  test('forbids retries when it is used up', async () => {
    const budget = createRetryBudget();
    while (budget.spend());
    const guarded = guardSteps([failing('server'), ['4']], { budget });

    expect(await complete(guarded)).toMatchObject({ code: 'judge_unavailable', usage: { calls: 1 } });
  });

  test('is not charged for refusals for the rate, which fewer calls at once answer', async () => {
    const budget = createRetryBudget();
    while (budget.spend());
    const guarded = guardSteps([failing('rate_limited'), ['4']], { budget });

    expect(await complete(guarded)).toMatchObject({ texts: ['4'], usage: { calls: 2 } });
  });

  test('keeps a provider in flames at 1.3 calls an answer, and is never negative', async () => {
    const budget = createRetryBudget();
    while (budget.spend());
    const calls = Array.from({ length: 200 }, () => guardSteps([failing('server')], { budget }));

    for (const guarded of calls) {
      await complete(guarded);
      expect(budget.left()).toBeGreaterThanOrEqual(0);
    }

    expect(calls.flatMap((guarded) => guarded.calls).length).toBeLessThanOrEqual(200 * 1.3);
  });
});

describe('an answer that cannot be used', () => {
  test.each([[['soso']], [['']], [['  \n']]])(
    '(%j) is asked for again with a plea in the same message',
    async (bad) => {
      const guarded = guardSteps([bad, ['4']]);

      const reply = await complete(guarded);

      expect(reply).toMatchObject({
        texts: ['4'],
        usage: { calls: 2, prompt_tokens: 20, completion_tokens: 4 },
      });
      expect(guarded.calls[1]?.prompt).toMatch(/^How good\?\n\nYour last answer could not be read\./);
      expect(guarded.waits).toEqual([]);
    },
  );

  test('is asked for again only once', async () => {
    const guarded = guardSteps([['soso'], ['hmm'], ['4']]);

    expect(await complete(guarded)).toMatchObject({ code: 'judge_misbehaved', usage: { calls: 2 } });
  });

  test('is not asked for again after two failed attempts', async () => {
    const guarded = guardSteps([failing('server'), failing('server'), ['soso'], ['4']]);

    expect(await complete(guarded)).toMatchObject({ code: 'judge_misbehaved', usage: { calls: 3 } });
  });

  test('and broke off is asked for again with twice the tokens', async () => {
    const guarded = guardSteps([[{ kind: 'truncated', text: '{"sc' }], ['4']]);

    await complete(guarded);

    expect(guarded.calls.map(({ maxTokens }) => maxTokens)).toEqual([100, 200]);
  });

  test('is not asked for again where the model declined', async () => {
    const guarded = guardSteps([[{ kind: 'refused', text: '' }], ['4']]);

    expect(await complete(guarded)).toMatchObject({ code: 'judge_refused', usage: { calls: 1 } });
  });
});

describe('several samples', () => {
  test('are asked for apart where the model gives one answer a call', async () => {
    const guarded = guardSteps([['3'], ['4'], ['5']]);

    expect(await complete(guarded, { samples: 3 })).toMatchObject({
      texts: ['3', '4', '5'],
      usage: { calls: 3 },
    });
    expect(guarded.calls.map(({ choices }) => choices)).toEqual([1, 1, 1]);
  });

  test('are asked for together where the model gives several', async () => {
    const guarded = guardSteps([['3', '4', '5']], { choices: true });

    expect(await complete(guarded, { samples: 3 })).toMatchObject({
      texts: ['3', '4', '5'],
      usage: { calls: 1 },
    });
  });

  test('are topped up where fewer come, and from then on asked for apart', async () => {
    const guarded = guardSteps([['3'], ['4']], { choices: true });

    const first = await complete(guarded, { samples: 3 });
    await complete(guarded, { samples: 2 });

    expect(first).toMatchObject({ texts: ['3', '4', '4'], usage: { calls: 3 } });
    expect(guarded.calls.map(({ choices }) => choices)).toEqual([3, 1, 1, 1, 1]);
  });

  test('are not topped up when their call failed', async () => {
    const guarded = guardSteps([failing('rejected')], { choices: true });

    expect(await complete(guarded, { samples: 3 })).toMatchObject({
      code: 'provider_rejected',
      usage: { calls: 1 },
    });
  });

  test('are repaired one by one', async () => {
    const guarded = guardSteps([['3', 'soso', '5'], ['4']], { choices: true });

    expect(await complete(guarded, { samples: 3 })).toMatchObject({
      texts: ['3', '4', '5'],
      usage: { calls: 2 },
    });
  });

  test('suffice when half of them can be used', async () => {
    const guarded = guardSteps([['3'], failing('rejected')]);

    expect(await complete(guarded, { samples: 2 })).toMatchObject({ texts: ['3'], usage: { calls: 2 } });
  });

  test('do not suffice when fewer than half of them can be used', async () => {
    const guarded = guardSteps([['3'], failing('rejected')]);

    expect(await complete(guarded, { samples: 3 })).toMatchObject({
      code: 'provider_rejected',
      usage: { calls: 3 },
    });
  });

  test('fail with what tells most', async () => {
    const guarded = guardSteps([failing('too_long'), failing('refused'), failing('rejected')]);

    expect(await complete(guarded, { samples: 3 })).toMatchObject({ code: 'input_exceeds_context' });
  });
});

describe('the local pause', () => {
  test('holds calls back until it ends, without costing an attempt', async () => {
    const guarded = guardSteps([['4']]);
    for (let failure = 0; failure < 5; failure += 1) guarded.pauses.of(guarded.judge).record('sick', 0);

    const reply = await complete(guarded);

    expect(reply).toMatchObject({ texts: ['4'], usage: { calls: 1 } });
    expect(guarded.waits).toEqual([2_020]);
  });

  test('that others keep prolonging is not waited for beyond five seconds', async () => {
    const guarded = guardSteps([['4']], {
      sleep: async (milliseconds) => {
        guarded.clock.now += milliseconds;
        guarded.waits.push(milliseconds);
        guarded.pauses.of(guarded.judge).record('sick', guarded.clock.now);
      },
    });
    for (let failure = 0; failure < 5; failure += 1) guarded.pauses.of(guarded.judge).record('sick', 0);

    const error = await complete(guarded);

    expect(error).toMatchObject({ code: 'circuit_open', retryAfter: 2, usage: { calls: 0 } });
    expect(guarded.waits).toEqual([2_020, 2_020]);
  });

  test('does not begin with rate limits', async () => {
    const guarded = guardSteps([failing('rate_limited')]);
    await complete(guarded);
    await complete(guarded);

    await complete(guarded);

    expect(guarded.calls).toHaveLength(9);
  });

  test('begins after five slow answers', async () => {
    const guarded = guardSteps([['4']], { callMs: 16_000 });
    for (let call = 0; call < 5; call += 1) await complete(guarded);

    await complete(guarded);

    expect(guarded.waits).toEqual([2_020]);
  });
});

test('a request whose time is over makes no call', async () => {
  const guarded = guardSteps([['4']]);

  const error = await guarded.judge
    .complete(requestFor(), endsWith(AbortSignal.abort()))
    .catch((each: unknown) => each);

  expect(error).toBeInstanceOf(JudgeError);
  expect(error).toMatchObject({ code: 'deadline_exceeded', usage: { calls: 0 } });
});

test('every attempt is observed with its outcome and duration', async () => {
  const guarded = guardSteps([failing('server'), ['4']], { callMs: 1_500 });

  await complete(guarded);

  const { provider, model } = guarded.judge;
  expect(guarded.observed).toEqual([
    { provider, model, outcome: 'server', seconds: 1.5, tokens: null },
    {
      provider,
      model,
      outcome: 'ok',
      seconds: 1.5,
      tokens: { prompt_tokens: 10, completion_tokens: 2, cached_tokens: 1 },
    },
  ]);
});

test('whatever the calls do, a request makes at most three of them a sample and ends in texts or a typed error', async () => {
  const kinds = Object.keys(failureMeanings) as FailureKind[];
  const step = fc.oneof(
    fc.constantFrom(...kinds).map((kind) => failing(kind)),
    fc.array(fc.constantFrom('4', 'soso', ''), { minLength: 1, maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (steps, samples, choices) => {
        const guarded = guardSteps(steps, { choices });
        const outcome = await complete(guarded, { samples });
        if (!(outcome instanceof JudgeError))
          expect(outcome.texts.length * 2).toBeGreaterThanOrEqual(samples);
        expect(outcome.usage.calls).toBe(guarded.calls.length);
        expect(guarded.calls.length).toBeLessThanOrEqual(samples * 3);
      },
    ),
    { numRuns: 300 },
  );
});
