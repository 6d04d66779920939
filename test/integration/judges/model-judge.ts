import { createJudges } from '../../../src/judges/index.ts';
import type { JudgeError, JudgeReply, JudgeRequest } from '../../../src/judges/judge.ts';
import type { ObservedCall } from '../../../src/judges/policy.ts';
import type { JudgeScript, ScriptedJudge } from '../../support/scripted-judge.ts';

/** How the outcome of a request was reached. */
export interface Asked {
  readonly outcome: JudgeReply | JudgeError;
  /** Milliseconds of every wait between attempts; none is waited for. */
  readonly waits: readonly number[];
  readonly observed: readonly ObservedCall[];
}

/** What differs from one sample by the default model of OpenAI. */
export interface AskOptions extends Partial<JudgeRequest> {
  readonly model?: string;
  readonly apiKey?: string | null;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

let models = 0;

/** Asks a model judge over real HTTP by a script; every request is for a model of its own, so that no pause is shared. */
export async function askModel(
  server: ScriptedJudge,
  script: JudgeScript,
  options: AskOptions = {},
): Promise<Asked> {
  const { model = 'gpt-5-mini', apiKey = 'test-key', timeoutMs = 5_000, signal, ...overrides } = options;
  const [waits, observed]: [number[], ObservedCall[]] = [[], []];
  server.follow(script);
  models += 1;
  const judges = createJudges({
    settings: [{ provider: 'openai', apiKey, baseUrl: server.baseUrl, model, embeddingModel: null }],
    timeoutMs,
    random: () => 0,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    observe: (call) => observed.push(call),
  });
  const request = { ...usualRequest, ...overrides };
  const reply = judges('openai', `${model}-${models}`).complete(
    request,
    signal ?? new AbortController().signal,
  );
  return { outcome: await reply.catch((error: JudgeError) => error), waits, observed };
}

const usualRequest: JudgeRequest = {
  instructions: 'You judge summaries.',
  prompt: 'How good is it?',
  reply: { name: 'mark', schema: { type: 'object', properties: { score: { type: 'integer' } } } },
  samples: 1,
  temperature: 0,
  maxTokens: 300,
  usable: (text) => text.includes('"score":'),
};
