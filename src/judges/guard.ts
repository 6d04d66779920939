import { type Answer, ask, type JudgeRun } from './attempts.ts';
import type { Completion, JudgeClient } from './call.ts';
import type { EmbeddingModel, JudgeReply, JudgeRequest, ModelJudge } from './judge.ts';
import { judgeErrorOf, timeIsOverError } from './judge-errors.ts';
import type { JudgePolicy, ObservedCall } from './policy.ts';
import { noUsage } from './usage.ts';

/** A judge over a client: THE one layer that repeats calls, asks for repairs, keeps the local pause and counts usage. */
export function guardJudge(
  client: JudgeClient,
  policy: JudgePolicy,
  embeddings: EmbeddingModel | null,
): ModelJudge {
  const { provider, model } = client;
  const line = {
    client,
    policy,
    pause: policy.pauses.of(client),
    circuit: policy.circuits.of(client),
    outcomeOf,
  };
  const memory: Memory = { honoursChoices: true };
  return {
    kind: 'model',
    embeddings,
    provider,
    model,
    complete: async (request, deadline) => {
      const run: JudgeRun = { ...line, deadline, usage: noUsage };
      return conclude(run, await collect(run, request, memory));
    },
  };
}

function outcomeOf({ choices }: Completion): ObservedCall['outcome'] {
  const [first] = choices;
  const broken = first && first.kind !== 'complete' && choices.every(({ kind }) => kind !== 'complete');
  return broken ? first.kind : 'ok';
}

interface Memory {
  /** False once a call brought fewer answers than it asked for. */
  honoursChoices: boolean;
}

async function collect(run: JudgeRun, request: JudgeRequest, memory: Memory): Promise<readonly Answer[]> {
  const { samples } = request;
  const together = samples > 1 && memory.honoursChoices && run.client.takesChoices();
  if (!together) return await askApart(run, request, samples);
  const answers = await ask(run, request, samples);
  const missing = samples - answers.length;
  if (missing === 0) return answers;
  memory.honoursChoices = false;
  return [...answers, ...(await askApart(run, request, missing))];
}

async function askApart(run: JudgeRun, request: JudgeRequest, samples: number): Promise<readonly Answer[]> {
  return (await Promise.all(Array.from({ length: samples }, () => ask(run, request, 1)))).flat();
}

/** A reply if at least half of the samples are usable, else the error that tells most. */
function conclude({ usage, deadline }: JudgeRun, answers: readonly Answer[]): JudgeReply {
  const texts = answers.flatMap((answer) => ('text' in answer ? [answer.text] : []));
  const failures = answers.flatMap((answer) => ('failure' in answer ? [answer.failure] : []));
  if (deadline.signal.aborted) throw timeIsOverError(usage);
  if (texts.length > 0 && texts.length * 2 >= answers.length) return { texts, usage };
  throw judgeErrorOf(failures, usage);
}
