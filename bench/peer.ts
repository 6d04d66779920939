import { randomBytes } from 'node:crypto';
import { averageOf, failureError, runEvaluation } from '../src/evaluation/run-evaluation.ts';
import { GevalBody } from '../src/evaluators/geval/body.ts';
import { createCircuits } from '../src/judges/circuits.ts';
import { embeddedJudge } from '../src/judges/embedded/index.ts';
import { createJudges } from '../src/judges/index.ts';
import { createRecorder } from '../src/telemetry/recorder.ts';
import { createMemoryBreakers } from '../test/support/memory-breakers.ts';

/** How the project is named among its peers. */
export const name = 'assay geval coherence';

/** What a harness has judged: an answer and the text it goes by. */
interface Item {
  readonly output: string;
  readonly context: string;
}

/** A judge of items; it throws a ServiceError with the failure's code where nothing could be scored. */
interface Peer {
  one(item: Item): Promise<{ readonly score: number | null }>;
}

// As long as a request to the service may take.
const secondsPerItem = 26;

/** One metric, one sample, one call per item, through validation, evaluator, retries, circuit and counters, against an OpenAI-compatible provider. */
export async function setup({ baseURL }: { readonly baseURL: string }): Promise<Peer> {
  const model = 'gpt-4o';
  const settings = [
    {
      provider: 'openai',
      apiKey: 'sk-mock',
      baseUrl: baseURL,
      model,
      embeddingModel: null,
      timeoutMs: 20_000,
    },
  ] as const;
  const circuits = createCircuits({ store: createMemoryBreakers() });
  const ports = {
    judges: {
      embedded: embeddedJudge,
      configured: settings,
      defaultJudge: 'openai',
      modelJudge: createJudges({ settings, circuits }),
    },
    recorder: createRecorder(
      async () => undefined,
      () => undefined,
    ),
    now: Date.now,
    nonce: () => randomBytes(8).toString('hex'),
  };
  return {
    one: async ({ output, context }) => {
      const body = GevalBody.parse({
        source_text: context,
        summary: output,
        metrics: ['coherence'],
        samples: 1,
      });
      const left = secondsPerItem * 1_000;
      const deadline = { signal: AbortSignal.timeout(left), endsAt: Date.now() + left };
      const run = await runEvaluation(ports, { type: 'geval', body, deadline });
      const error = failureError(run);
      if (error) throw error;
      return { score: averageOf('geval', run.results) };
    },
  };
}
