import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, complete, evaluationIds, modelJudged } from '../samples.ts';
import type { customMetricContract } from './contract.ts';

/** The politeness of a sentence, on a scale of its own. */
export const customMetricExample: Example<typeof customMetricContract> = {
  summary: 'Scores texts by a question and a scale of your own.',
  tag: 'Evaluations',
  request: {
    name: 'politeness',
    description: 'Tone',
    evaluation_prompt: 'Rate the politeness of: {text}',
    input_data: { text: 'Please wait.' },
    scoring_criteria: { '10': 'very polite', '1': 'rude' },
  },
  replies: {
    200: {
      metric_name: 'politeness',
      score: 0.9,
      raw_score: 9,
      explanation: 'It says please.',
      details: {
        scale: [1, 10],
        direction: 'higher',
        samples: [9, 9, 9],
        standard_error: 0,
        prompt_version: 1,
      },
      ...complete,
      evaluation_time: 1.84,
      metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('custom_metric'),
  },
};
