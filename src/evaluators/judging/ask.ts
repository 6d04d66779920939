import { JudgeError, type JudgeRequest, type ModelJudge } from '../../judges/judge.ts';
import type { Deadline } from '../../resilience/deadline.ts';

/** A question to a model, and how its replies are read. */
export interface Question<Answer> extends Pick<JudgeRequest, 'instructions' | 'prompt' | 'reply'> {
  /** Independent answers wanted, 1 unless it says otherwise. */
  readonly samples?: number;
  readonly maxTokens?: number;
  /** What a reply says; null where nothing in it can be used. */
  read(reply: string): Answer | null;
  /** Whether an answer need not be asked for again; every one unless it says otherwise. */
  suffices?(answer: Answer): boolean;
  /** What went wrong where no reply can be read. */
  readonly fault: string;
}

// Room for the reasoning of models that count it as output.
const usualTokens = 2_000;

/** The answers to a question, at least one; every failure is a {@link JudgeError}. */
export async function ask<Answer>(
  judge: ModelJudge,
  question: Question<Answer>,
  deadline: Deadline,
): Promise<readonly [Answer, ...Answer[]]> {
  const { instructions, prompt, reply, samples = 1, maxTokens = usualTokens } = question;
  const usable = (text: string) => {
    const answer = question.read(text);
    return answer !== null && (question.suffices?.(answer) ?? true);
  };
  // Answers that are to be independent must be free to differ.
  const temperature = samples > 1 ? 1 : 0;
  const request = { instructions, prompt, reply, samples, temperature, maxTokens, usable };
  const { texts, usage } = await judge.complete(request, deadline);
  const answers: Answer[] = texts.map((text) => question.read(text)).filter((answer) => answer !== null);
  const [first, ...others] = answers;
  if (first === undefined) throw new JudgeError('judge_misbehaved', question.fault, { usage });
  return [first, ...others];
}
