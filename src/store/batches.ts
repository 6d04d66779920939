import {
  type BatchDefinition,
  type BatchEnd,
  type BatchRecord,
  type BatchStop,
  groupsIn,
  ifUnsplit,
  toRecord,
} from './batch-record.ts';
import { historyAttributes } from './history.ts';
import { type Items, ifAbsent, type Key, queryAll } from './items.ts';
import { outboxAttributes } from './outbox.ts';
import { itemVersion } from './table.ts';

/** The batches: definition, status, and the set of full groups that leads to the one flip. */
export function createBatchStore(items: Items) {
  const meta = batchKey;
  return {
    /** False if there is one of that id: an earlier run of the same request created it. */
    async create(definition: BatchDefinition): Promise<boolean> {
      const item = {
        ...meta(definition.batchId),
        ...definition,
        v: itemVersion,
        status: 'pending',
        updatedAt: definition.createdAt,
        ttl: definition.expiresAt,
        batches_pk: tenantKey(definition.tenant),
        batches_sk: definition.batchId,
        pending_pk: pendingKey,
        pending_sk: definition.batchId,
      };
      return items.put(item, ifAbsent);
    },

    async read(batchId: string): Promise<BatchRecord | null> {
      const item = await items.get(meta(batchId));
      return item ? toRecord(item) : null;
    },

    /** Remembers that every message was sent: what never started is waiting in the queue, not lost. */
    async markSent(batchId: string): Promise<void> {
      await items.update(meta(batchId), {
        UpdateExpression: 'SET sent = :yes',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':yes': true },
      });
    },

    /** False if it runs or has ended already. */
    async markRunning(batchId: string, at: string): Promise<boolean> {
      const item = await items.update(meta(batchId), {
        UpdateExpression: 'SET #status = :running, updatedAt = :at',
        ConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':running': 'running', ':pending': 'pending', ':at': at },
      });
      return item !== null;
    },

    /** Asks a batch to take no further items; null if it is already terminal. The first reason stays. */
    async requestStop(batchId: string, stop: BatchStop, at: string): Promise<BatchRecord | null> {
      const item = await items.update(meta(batchId), {
        UpdateExpression: 'SET #stop = if_not_exists(#stop, :stop), updatedAt = :at',
        ConditionExpression: '#status IN (:pending, :running)',
        ExpressionAttributeNames: { '#status': 'status', '#stop': 'stop' },
        ExpressionAttributeValues: { ':stop': stop, ':pending': 'pending', ':running': 'running', ':at': at },
      });
      return item ? toRecord(item) : null;
    },

    /** Adds a full group to the set of the batch and says how many groups are full. Idempotent. */
    async markGroup(batchId: string, group: number): Promise<number> {
      const item = await items.update(meta(batchId), {
        UpdateExpression: 'ADD groupsDone :group',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':group': new Set([group]) },
      });
      return item ? groupsIn(item) : 0;
    },

    /** The one flip to a terminal status, with which the batch enters its tenant's history. False if it has already happened, or if the batch was split since it was read. */
    async flip({ batchId, tenant, totalItems }: BatchRecord, end: BatchEnd): Promise<boolean> {
      const { at: updatedAt, entry, note, ...rest } = end;
      const told = note ? outboxAttributes(meta(batchId), note) : {};
      const ended = Object.entries({ ...rest, updatedAt, ...historyAttributes(tenant, entry), ...told });
      const unsplit = totalItems === null ? ifUnsplit : null;
      const item = await items.update(meta(batchId), {
        UpdateExpression: `SET ${ended.map(([name]) => `#${name} = :${name}`).join(', ')} REMOVE pending_pk, pending_sk`,
        ConditionExpression: [
          '#status IN (:pending, :running)',
          ...(unsplit ? [unsplit.condition] : []),
        ].join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(ended.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...unsplit?.values,
          ...Object.fromEntries(ended.map(([name, value]) => [`:${name}`, value])),
          ':pending': 'pending',
          ':running': 'running',
        },
      });
      return item !== null;
    },

    /** The tenant's batch ids, newest first, after a given one. */
    async list(tenant: string, limit: number, after: string | null): Promise<readonly string[]> {
      const query = {
        IndexName: 'batches',
        KeyConditionExpression: after ? 'batches_pk = :pk AND batches_sk < :after' : 'batches_pk = :pk',
        ExpressionAttributeValues: { ':pk': tenantKey(tenant), ...(after ? { ':after': after } : {}) },
        ScanIndexForward: false,
        Limit: limit,
      };
      const ids: string[] = [];
      // A page of the index ends at 1 MB as well, whatever its limit.
      for await (const item of queryAll(items, query)) {
        ids.push(String(item['batches_sk']));
        if (ids.length === limit) break;
      }
      return ids;
    },

    /** Ids of batches that are not terminal, oldest first. */
    async *pending(): AsyncGenerator<string> {
      const query = {
        IndexName: 'pending',
        KeyConditionExpression: 'pending_pk = :pk',
        ExpressionAttributeValues: { ':pk': pendingKey },
      };
      for await (const item of queryAll(items, query)) yield String(item['pending_sk']);
    },
  };
}

/** See {@link createBatchStore}. */
export type BatchStore = ReturnType<typeof createBatchStore>;

/** The key of a batch's own item. */
export function batchKey(batchId: string): Key {
  return { pk: `BATCH#${batchId}`, sk: 'META' };
}

const pendingKey = 'PENDING';

function tenantKey(tenant: string): string {
  return `T#${tenant}#BATCHES`;
}
