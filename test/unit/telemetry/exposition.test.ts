import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expose } from '../../../src/telemetry/exposition.ts';
import {
  createRecorder,
  type Deltas,
  readDeltas,
  type StoredNumber,
} from '../../../src/telemetry/recorder.ts';

function inMemory() {
  const stored: StoredNumber[] = [];
  const write = async (key: string, deltas: Deltas) => {
    stored.push(...readDeltas(key, Object.fromEntries(deltas)));
  };
  return {
    stored,
    recorder: createRecorder(write, (error) => {
      throw error;
    }),
  };
}

describe('the exposition of what was recorded', () => {
  test('sums counters over items and keeps their labels', async () => {
    const { stored, recorder } = inMemory();

    recorder.count('evaluations_total', { type: 'geval', provider: 'openai', status: 'completed' }, 2);
    await recorder.flush();
    recorder.count('evaluations_total', { type: 'geval', provider: 'openai', status: 'completed' });
    await recorder.flush();

    expect(expose(stored, [], {})).toContain(
      'evaluations_total{type="geval",provider="openai",status="completed"} 3\n',
    );
  });

  test('has cumulative buckets that end in the count, whatever was observed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }),
        async (values) => {
          const { stored, recorder } = inMemory();
          for (const value of values)
            recorder.observe('judge_request_duration_seconds', { provider: 'p', model: 'm' }, value);
          await recorder.flush();

          const lines = expose(stored, [], {})
            .split('\n')
            .filter((line) => line.startsWith('judge_request_duration_seconds'));
          const counts = lines
            .filter((line) => line.includes('_bucket'))
            .map((line) => Number(line.split(' ').at(-1)));
          expect(counts).toEqual([...counts].sort((a, b) => a - b));
          expect(counts.at(-1)).toBe(values.length);
          expect(lines.at(-1)).toBe(
            `judge_request_duration_seconds_count{provider="p",model="m"} ${values.length}`,
          );
        },
      ),
    );
  });

  test('shows known series at 0, and HELP and TYPE of every family, before anything was counted', () => {
    const text = expose([], [], {
      rate_limit_hits_total: [{ plan: 'free', limit_type: 'minute', endpoint: 'geval' }],
    });

    expect(text).toContain('rate_limit_hits_total{plan="free",limit_type="minute",endpoint="geval"} 0\n');
    expect(text).toContain('# TYPE evaluation_scores histogram\n');
  });

  test('escapes label values', () => {
    const gauge = { name: 'g', help: 'h', series: [{ labels: { version: 'a"b\\c\nd' }, value: 1 }] };

    expect(expose([], [gauge], {})).toContain('g{version="a\\"b\\\\c\\nd"} 1\n');
  });

  test('a lost write is reported and does not throw', async () => {
    const lost: unknown[] = [];
    const recorder = createRecorder(
      () => Promise.reject(new Error('table down')),
      (error) => lost.push(error),
    );

    recorder.count('judge_requests_total', { provider: 'p', model: 'm' });
    await recorder.flush();

    expect(lost).toEqual([new Error('table down')]);
  });
});
