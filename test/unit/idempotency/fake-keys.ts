import type { KeyClaim, KeyRecord, KeyScope, KeyStore } from '../../../src/store/idempotency-keys.ts';

/** A store of keys in memory, with a look at what it holds. */
export interface FakeKeys extends KeyStore {
  readonly records: ReadonlyMap<string, KeyRecord>;
}

/** Keys in memory, with the conditions of the table. */
export function createFakeKeys(): FakeKeys {
  const records = new Map<string, KeyRecord>();
  const nameOf = (scope: KeyScope) => JSON.stringify(Object.values(scope));
  const end = (scope: KeyScope, { owner }: KeyClaim, over: Partial<KeyRecord>) => {
    const record = records.get(nameOf(scope));
    if (record?.owner === owner && record.state === 'running')
      records.set(nameOf(scope), { ...record, ...over });
  };
  return {
    records,
    async claim(scope, claim, seen) {
      const record = records.get(nameOf(scope));
      const holds = seen
        ? record?.owner === seen.owner && record.state === seen.state
        : !record || record.expiresAt * 1_000 <= claim.startedAt;
      if (holds) records.set(nameOf(scope), { ...claim, state: 'running', kept: null });
      return holds;
    },
    read: async (scope) => records.get(nameOf(scope)) ?? null,
    keep: async (scope, claim, kept) => end(scope, claim, { state: 'kept', kept }),
    free: async (scope, claim) => end(scope, claim, { state: 'free' }),
  };
}
