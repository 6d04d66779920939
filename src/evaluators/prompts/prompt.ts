import type { JudgeRequest } from '../../judges/judge.ts';

/** The system and the user message of a question. */
export type Prompt = Pick<JudgeRequest, 'instructions' | 'prompt'>;
