import type { Example } from '../../src/http/documented.ts';
import type { metricsContract } from './contract.ts';

/** The beginning of a scrape. */
export const metricsExample: Example<typeof metricsContract> = {
  summary: 'Everything counted, in the Prometheus text format; for listed addresses or bearers of the token.',
  tag: 'Operations',
  replies: {
    200: '# HELP evaluation_queue_depth Messages of batches that wait or are in work.\n# TYPE evaluation_queue_depth gauge\nevaluation_queue_depth 0\n',
  },
};
