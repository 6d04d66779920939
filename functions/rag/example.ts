import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, complete, evaluationIds, marked, modelJudged } from '../samples.ts';
import type { ragContract } from './contract.ts';

const counted = {
  scale: [0, 1] as [number, number],
  direction: 'higher' as const,
  samples: [1],
  standard_error: null,
  judge: 'openai:gpt-5-mini',
  prompt_version: 1,
};

/** An answer that its first passage holds. */
export const ragExample: Example<typeof ragContract> = {
  summary:
    'Scores a retrieval-augmented answer: whether it answers, keeps to its passages, and how good these are.',
  tag: 'Evaluations',
  request: {
    query: 'When did it open?',
    retrieved_contexts: ['It opened in 1932.', 'It is painted grey.'],
    generated_response: 'It opened in 1932.',
    ground_truth: '1932',
    metrics: ['relevance', 'faithfulness', 'context_precision'],
  },
  replies: {
    200: {
      metrics: {
        relevance: marked('relevance', 5, 'It says when, and nothing else.'),
        faithfulness: {
          name: 'faithfulness',
          score: 1,
          raw_score: 1,
          explanation: '1 of 1 claims are supported.',
          metadata: {
            ...counted,
            claims: [
              {
                id: 'c1',
                text: 'It opened in 1932.',
                label: 'supported',
                chunk: 1,
                chunks: [1],
                quote: 'It opened in 1932.',
                evidence_checked: true,
              },
            ],
            unjudged_claims: 0,
            evidence_checked_share: 1,
          },
        },
        context_precision: {
          name: 'context_precision',
          score: 1,
          raw_score: 1,
          explanation: '1 of 2 passages support a claim of the ground truth: 1.',
          metadata: { ...counted, precision: 0.5, first_useful_rank: 1, unjudged_claims: 0 },
        },
      },
      overall_score: 1,
      retrieval_quality: 1,
      generation_quality: 1,
      suggestions: [],
      ...complete,
      evaluation_time: 2.41,
      metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('rag'),
  },
};
