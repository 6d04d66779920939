import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, complete, computed, evaluationIds } from '../samples.ts';
import type { ocrContract } from './contract.ts';

/** A page with one wrong letter. */
export const ocrExample: Example<typeof ocrContract> = {
  summary:
    'Compares recognised text with the truth: character and word error rates, coverage; asks no judge.',
  tag: 'Evaluations',
  request: {
    items: [
      {
        id: 'page-1',
        extracted_text: 'hello wurld',
        ground_truth_text: 'hello world',
        ground_truth_pages: 1,
      },
    ],
    thresholds: { max_cer: 0.05 },
  },
  replies: {
    200: {
      results: {
        summary: {
          avg_cer: 0.090909,
          avg_wer: 0.5,
          avg_coverage: 1,
          avg_page_coverage: null,
          count: 1,
          pass_rate: 0,
        },
        results: [
          {
            id: 'page-1',
            cer: 0.090909,
            wer: 0.5,
            coverage: 1,
            page_coverage: null,
            passed: false,
            failed_reasons: ['cer>0.05'],
          },
        ],
      },
      ...complete,
      evaluation_time: 0.001,
      metadata: { ...computed, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('ocr'),
  },
};
