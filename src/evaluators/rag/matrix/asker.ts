import type { ModelJudge } from '../../../judges/judge.ts';
import type { Deadline } from '../../../resilience/deadline.ts';
import type { RagTexts } from '../texts.ts';

/** Who asks: the judge, the texts under test, and how they are asked about. */
export interface Asker {
  readonly judge: ModelJudge;
  readonly deadline: Deadline;
  readonly nonce: string;
  readonly texts: RagTexts;
  /** Independent marks per question that is answered by a mark. */
  readonly samples: number;
  /** Whether support without evidence counts as none. */
  readonly strictEvidence: boolean;
}

/** Tokens of a reply that lists many claims. */
export const listTokens = 4_000;
