import * as z from 'zod';
import { claimLabels, verdictsPrompt, verdictsReply } from '../../prompts/rag/verdicts.ts';
import type { JudgedClaim } from '../metric.ts';
import { askByIds, batchesOf, labelOf, requireHalf } from './ask-by-ids.ts';
import type { Asker } from './asker.ts';
import type { Claim } from './claims.ts';
import { type Evidence, evidenceIn } from './evidence.ts';
import { groupPassages, type Passage } from './passages.ts';
import { waitForAll } from './wait-for-all.ts';

/** Claims and the passages that they are held against. */
export interface Check {
  readonly claims: readonly Claim[];
  readonly passages: readonly string[];
}

/** Claims with what the passages say of them. */
export interface Checked {
  readonly claims: readonly JudgedClaim[];
  /** Claims without a verdict; they are not among the others. */
  readonly unjudged: number;
}

/** Holds claims against passages: batches of claims against groups of passages, all at once. */
export async function checkClaims(asker: Asker, { claims, passages }: Check): Promise<Checked> {
  const evidence = evidenceIn(passages);
  const groups = groupPassages(passages);
  const answers = await waitForAll(
    groups.map(async (group) => {
      const batches = batchesOf(claims).map((batch) =>
        askByIds(asker, questionOf(asker, batch, { group, evidence })),
      );
      return Map.groupBy((await waitForAll(batches)).flat(), ({ id }) => id);
    }),
  );
  const judged = claims.flatMap((claim) => {
    const verdicts = answers.map((answer) => answer.get(claim.id) ?? []);
    return conclude(claim, verdicts, asker.strictEvidence) ?? [];
  });
  requireHalf(judged.length, claims.length);
  return { claims: judged, unjudged: claims.length - judged.length };
}

const Verdict = z.object({
  id: z.string(),
  label: labelOf(claimLabels),
  chunk: z.coerce.number().int().min(1).nullable().catch(null),
  quote: z.string().nullable().catch(null),
});

type Verdict = z.infer<typeof Verdict> & {
  /** Whether its quote is in its passage. */
  readonly stands: boolean;
};

interface Ground {
  readonly group: readonly Passage[];
  readonly evidence: Evidence;
}

function questionOf({ nonce }: Asker, claims: readonly Claim[], { group, evidence }: Ground) {
  const chunks = new Set(group.map(({ chunk }) => chunk));
  return {
    claims,
    ask: (asked: readonly Claim[], again: boolean) => ({
      ...verdictsPrompt({ passages: group, claims: asked, again, nonce }),
      reply: verdictsReply(
        asked.map(({ id }) => id),
        [...chunks],
      ),
    }),
    answerIn: (entry: unknown): Verdict | null => {
      const { data } = Verdict.safeParse(entry);
      if (!data) return null;
      const chunk = data.chunk !== null && chunks.has(data.chunk) ? data.chunk : null;
      return { ...data, chunk, stands: evidence(data.quote, chunk) };
    },
    isSettled: ({ label, stands }: Verdict) => label !== 'supported' || stands,
  };
}

/** What the groups' verdicts on a claim come to; null where a group that might support it gave none. */
function conclude(
  claim: Claim,
  groups: readonly (readonly Verdict[])[],
  strict: boolean,
): JudgedClaim | null {
  const verdicts = groups.flat();
  const supporting = verdicts.filter(({ label, stands }) => label === 'supported' && (stands || !strict));
  if (supporting.length === 0 && groups.some((group) => group.length === 0)) return null;
  const best = supporting.find(({ stands }) => stands) ?? supporting[0];
  const chunks = new Set(supporting.flatMap(({ chunk }) => chunk ?? []));
  return {
    ...claim,
    label: best
      ? 'supported'
      : verdicts.some(({ label }) => label === 'contradicted')
        ? 'contradicted'
        : 'not_found',
    chunk: best?.chunk ?? null,
    chunks: [...chunks].sort((a, b) => a - b),
    quote: best?.quote ?? null,
    evidence_checked: verdicts.some(({ label }) => label === 'supported') ? (best?.stands ?? false) : null,
  };
}
