import { unknownFields } from '../../src/evaluators/body/unknown-fields.ts';
import { HistoryBody } from '../../src/history/history.ts';
import { readHistory } from '../../src/history/read-history.ts';
import { cursorOf } from '../../src/http/page.ts';
import { tenantOf } from '../../src/http/request.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { recalling } from '../../src/platform/recalling.ts';
import { historyContract } from './contract.ts';

/** Searches the caller's history. */
export const handler = endpoint(historyContract, async ({ body, sent, event }) => {
  const { next, items, warnings, ...summary } = await readHistory(recalling(), tenantOf(event), body);
  const unknown = unknownFields(sent, HistoryBody);
  return {
    status: 200,
    reply: {
      ...summary,
      items: [...items],
      next_cursor: cursorOf(next),
      warnings: [...unknown, ...warnings],
    },
  };
});
