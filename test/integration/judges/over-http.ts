import { createJudges } from '../../../src/judges/index.ts';
import type {
  EmbeddingReply,
  JudgeError,
  JudgeReply,
  JudgeRequest,
  ModelJudge,
} from '../../../src/judges/judge.ts';
import type { ObservedCall } from '../../../src/judges/policy.ts';
import type { Deadline } from '../../../src/resilience/deadline.ts';
import { endsWith, noDeadline } from '../../support/deadlines.ts';
import type { JudgeScript, ScriptedJudge } from '../../support/scripted-judge.ts';

/** How the outcome of a request was reached. */
export interface Asked<Reply> {
  readonly outcome: Reply | JudgeError;
  /** The model that was asked, of this request alone. */
  readonly model: string;
  /** Milliseconds of every wait between attempts; none is waited for. */
  readonly waits: readonly number[];
  readonly observed: readonly ObservedCall[];
}

/** What differs from a usual call. */
export interface CallOptions {
  readonly apiKey?: string | null;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

let models = 0;

type Call<Reply> = (judge: ModelJudge, deadline: Deadline) => Promise<Reply>;

/** Calls over real HTTP by a script; every request is for a model of its own, so that no pause is shared. */
async function callOver<Reply>(
  server: ScriptedJudge,
  script: JudgeScript,
  { apiKey = 'test-key', timeoutMs = 5_000, signal, model, call }: CallOptions & Called<Reply>,
): Promise<Asked<Reply>> {
  const [waits, observed]: [number[], ObservedCall[]] = [[], []];
  server.follow(script);
  models += 1;
  const own = `${model}-${models}`;
  const judges = createJudges({
    settings: [
      { provider: 'openai', apiKey, baseUrl: server.baseUrl, model: own, embeddingModel: own, timeoutMs },
    ],
    random: () => 0,
    now: () => Date.now() + slept(waits),
    sleep: async (milliseconds) => void waits.push(milliseconds),
    observe: (fact) => observed.push(fact),
  });
  const reply = call(judges('openai', own), signal ? endsWith(signal) : noDeadline);
  return { outcome: await reply.catch((error: JudgeError) => error), model: own, waits, observed };
}

/** Nobody waits in a test: the clock is set forward instead. */
function slept(waits: readonly number[]): number {
  return waits.reduce((sum, each) => sum + each, 0);
}

interface Called<Reply> {
  readonly model: string;
  readonly call: Call<Reply>;
}

/** What differs from one sample by the default model of OpenAI. */
export interface AskOptions extends CallOptions, Partial<JudgeRequest> {
  readonly model?: string;
}

/** Asks a model judge. */
export function askModel(
  server: ScriptedJudge,
  script: JudgeScript,
  { model = 'gpt-5-mini', ...options }: AskOptions = {},
): Promise<Asked<JudgeReply>> {
  const call: Call<JudgeReply> = (judge, until) => judge.complete({ ...usualRequest, ...options }, until);
  return callOver(server, script, { ...options, model, call });
}

/** Embeds the texts `left` and `right`. */
export function embedTexts(
  server: ScriptedJudge,
  script: JudgeScript,
  options: CallOptions = {},
): Promise<Asked<EmbeddingReply>> {
  const call: Call<EmbeddingReply> = async ({ embeddings }, until) => {
    if (!embeddings) throw new Error('the judge has no embeddings');
    return embeddings.embed(['left', 'right'], until);
  };
  return callOver(server, script, { ...options, model: 'text-embedding', call });
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
