import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, evaluationIds, modelJudged } from '../samples.ts';
import type { gevalContract } from './contract.ts';

const metadata = { direction: 'higher' as const, judge: 'openai:gpt-5-mini', prompt_version: 1 };

/** A summary of one sentence, marked by a model. */
export const gevalExample: Example<typeof gevalContract> = {
  summary: 'Scores a summary against its source: fluency, consistency, relevance, coherence.',
  tag: 'Evaluations',
  request: {
    source_text: 'The bridge opened in 1932 and carries eight lanes.',
    summary: 'An eight-lane bridge opened in 1932.',
    metrics: ['fluency', 'consistency'],
  },
  replies: {
    200: {
      metrics: {
        fluency: {
          name: 'fluency',
          score: 0.8889,
          raw_score: 2.6667,
          explanation: 'Clear, one clause a little terse.',
          metadata: { ...metadata, scale: [1, 3], samples: [3, 3, 2], standard_error: 0.3333 },
        },
        consistency: {
          name: 'consistency',
          score: 1,
          raw_score: 5,
          explanation: 'Both statements stand in the source.',
          metadata: { ...metadata, scale: [1, 5], samples: [5, 5, 5], standard_error: 0 },
        },
      },
      average_score: 0.9444,
      summary_assessment: 'Strong overall; weakest is fluency.',
      failed_metrics: [],
      skipped_metrics: [],
      partial_results: false,
      evaluation_time: 1.84,
      metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('geval'),
  },
};
