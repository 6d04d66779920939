import { HistoryBody, HistoryReply } from '../../src/history/history.ts';

/** POST /evaluations/history */
export const historyContract = {
  name: 'history',
  body: HistoryBody,
  replies: { 200: HistoryReply },
} as const;
