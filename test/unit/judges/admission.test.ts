import { describe, expect, test } from '@jest/globals';
import type { FailureKind } from '../../../src/judges/call.ts';
import type { JudgeError } from '../../../src/judges/judge.ts';
import { endsWith, noDeadline } from '../../support/deadlines.ts';
import { fakeCircuits } from './fake-circuits.ts';
import { failing, type Guarded, guardEmbeddingSteps, guardSteps, requestFor } from './fake-client.ts';

async function complete({ judge }: Guarded, deadline = noDeadline) {
  return await judge.complete(requestFor(), deadline).catch((error: unknown) => error as JudgeError);
}

test('every attempt asks the circuit of its provider and model', async () => {
  const circuits = fakeCircuits();
  const guarded = guardSteps([failing('server'), failing('server'), ['4']], { circuits });

  await complete(guarded);

  const { provider, model } = guarded.judge;
  expect(circuits.asked).toEqual(Array.from({ length: 3 }, () => `${provider}:${model}`));
});

test('embeddings ask the circuit of their own model', async () => {
  const circuits = fakeCircuits();
  const { embeddings } = guardEmbeddingSteps([[[1], [2]]], { circuits });

  await embeddings.embed(['left', 'right'], noDeadline);

  expect(circuits.asked).toEqual([`openai:${embeddings.model}`]);
  expect(circuits.ends).toEqual(['well']);
});

describe('a rejection', () => {
  test('makes no call and fails with the wait of the circuit in whole seconds', async () => {
    const guarded = guardSteps([['4']], { circuits: fakeCircuits(() => 8_500) });

    const error = await complete(guarded);

    expect(error).toMatchObject({ code: 'circuit_open', retryAfter: 9, usage: { calls: 0 } });
    expect(guarded.calls).toEqual([]);
    expect(guarded.waits).toEqual([]);
  });

  test('ends the attempts of a request whose calls failed before', async () => {
    const circuits = fakeCircuits((index) => (index === 1 ? 10_000 : null));
    const guarded = guardSteps([failing('server'), ['4']], { circuits });

    expect(await complete(guarded)).toMatchObject({
      code: 'circuit_open',
      retryAfter: 10,
      usage: { calls: 1 },
    });
  });
});

describe('an admitted call ends once', () => {
  test.each<[FailureKind, string]>([
    ['server', 'sick'],
    ['timeout', 'sick'],
    ['reset', 'sick'],
    ['rate_limited', 'limited'],
    ['conflict', 'unknown'],
    ['malformed', 'unknown'],
    ['unsupported', 'well'],
    ['rejected', 'well'],
    ['too_long', 'well'],
    ['aborted', 'unknown'],
  ])('after %s as %s', async (kind, told) => {
    const circuits = fakeCircuits();
    const guarded = guardSteps([failing(kind)], { circuits });

    await complete(guarded);

    expect(circuits.ends).toEqual(guarded.calls.map(() => told));
  });

  test.each([['complete'], ['refused'], ['filtered'], ['truncated']] as const)(
    'after an answer that is %s as well',
    async (kind) => {
      const circuits = fakeCircuits();

      await complete(guardSteps([[{ kind, text: '4' }]], { circuits }));

      expect(new Set(circuits.ends)).toEqual(new Set(['well']));
    },
  );

  test('also when the client throws what nobody foresaw', async () => {
    const circuits = fakeCircuits();
    const guarded = guardSteps([['4']], {
      circuits,
      observe: () => {
        throw new TypeError('a fault of ours');
      },
    });

    expect(await complete(guarded)).toBeInstanceOf(TypeError);
    expect(circuits.ends).toEqual(['unknown']);
  });

  test('also when the time was over before it was sent', async () => {
    const controller = new AbortController();
    const circuits = fakeCircuits(() => {
      controller.abort();
      return null;
    });
    const guarded = guardSteps([['4']], { circuits });

    expect(await complete(guarded, endsWith(controller.signal))).toMatchObject({
      code: 'deadline_exceeded',
      usage: { calls: 0 },
    });
    expect(circuits.ends).toEqual(['unknown']);
  });
});
