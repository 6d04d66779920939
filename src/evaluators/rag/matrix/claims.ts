import * as z from 'zod';
import { hasWords } from '../../body/text.ts';
import { ask } from '../../judging/ask.ts';
import { listIn } from '../../judging/reply-list.ts';
import { claimsPrompt, claimsReply } from '../../prompts/rag/claims.ts';
import { shorten } from '../texts.ts';
import { type Asker, listTokens } from './asker.ts';

/** One statement of a text, by an id of ours. */
export interface Claim {
  readonly id: string;
  readonly text: string;
}

const mostClaims = 40;
const longestClaim = 1_000;

/** A text whose claims are asked for: the answer's get the ids c1, c2 …, the ground truth's g1, g2 …. */
export interface ClaimedText {
  readonly name: 'answer' | 'reference';
  readonly text: string;
}

/** The claims of a text in one call; none, without a call, of a text that has no letter and no digit. */
export async function extractClaims(asker: Asker, { name, text }: ClaimedText): Promise<readonly Claim[]> {
  if (!hasWords(text)) return [];
  const { judge, deadline, nonce, texts } = asker;
  const prompt = claimsPrompt({ query: texts.query, name, text, most: mostClaims, nonce });
  const question = {
    ...prompt,
    reply: claimsReply,
    maxTokens: listTokens,
    read: parseClaims,
    fault: 'the judge gave no list of claims',
  };
  const [claims] = await ask(judge, question, deadline);
  const prefix = name === 'answer' ? 'c' : 'g';
  // A claim that names the nonce could close the block that it will stand in; without the dots, what is left of two that are nested would be one.
  return claims.map((claim, index) => ({ id: `${prefix}${index + 1}`, text: claim.replaceAll(nonce, '…') }));
}

const Entry = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]);

/** An empty list says that there are no claims; a list of which nothing can be read says nothing. */
function parseClaims(reply: string): readonly string[] | null {
  const list = listIn(reply, 'claims')?.list;
  if (!list) return null;
  const claims = list.slice(0, mostClaims).flatMap((entry) => {
    const { data } = Entry.safeParse(entry);
    return data !== undefined && hasWords(data) ? [shorten(data, longestClaim)] : [];
  });
  return list.length > 0 && claims.length === 0 ? null : claims;
}
