import type { ResultStore } from '../store/results.ts';
import { Evaluation } from './evaluation.ts';

/** Whether this is the id of a single evaluation. */
export function isResultId(evaluationId: string): boolean {
  return /^evr_[0-9A-HJKMNP-TV-Z]{26}$/.test(evaluationId);
}

/** The stored result of a single evaluation of the tenant; null if there is none that it may see. */
export async function readResult(
  ports: { readonly results: ResultStore; readonly now: () => number },
  tenant: string,
  evaluationId: string,
): Promise<Evaluation | null> {
  if (!isResultId(evaluationId)) return null;
  const document = await ports.results.get(tenant, evaluationId, ports.now() / 1_000);
  return document === null ? null : Evaluation.parse(JSON.parse(document));
}
