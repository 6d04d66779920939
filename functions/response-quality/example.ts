import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, complete, evaluationIds, marked, modelJudged } from '../samples.ts';
import type { responseQualityContract } from './contract.ts';

/** A short answer, with a criterion of its own. */
export const responseQualityExample: Example<typeof responseQualityContract> = {
  summary: 'Scores an answer: relevance, completeness, clarity, accuracy, and criteria of your own.',
  tag: 'Evaluations',
  request: {
    prompt: 'Reply in JSON with key ok',
    response: '{"ok":true}',
    expected_format: 'JSON object',
    evaluation_criteria: { brevity: 'No extra text' },
  },
  replies: {
    200: {
      metrics: {
        relevance: marked('relevance', 5, 'It answers what was asked.'),
        completeness: marked('completeness', 5, 'Nothing that was asked is missing.'),
        clarity: marked('clarity', 5, 'One key, one value.'),
        accuracy: marked('accuracy', 4, 'Nothing can be checked against a source.'),
        custom_brevity: marked('custom_brevity', 5, 'There is no extra text.'),
      },
      overall_quality: 0.96,
      format_compliance: { compliant: true, issues: [] },
      issues: [],
      improvements: [],
      ...complete,
      evaluation_time: 1.84,
      metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('response_quality'),
  },
};
