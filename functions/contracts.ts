import * as z from 'zod';
import { type DocumentedContract, documented } from '../src/http/documented.ts';
import { batchContract } from './batch/contract.ts';
import { batchExample } from './batch/example.ts';
import { batchDownloadContract } from './batch-download/contract.ts';
import { batchDownloadExample } from './batch-download/example.ts';
import * as batches from './batch-resource/contract.ts';
import * as batchExamples from './batch-resource/example.ts';
import { batchUploadsContract } from './batch-uploads/contract.ts';
import { batchUploadsExample } from './batch-uploads/example.ts';
import { compareContract } from './compare/contract.ts';
import { compareExample } from './compare/example.ts';
import { customMetricContract } from './custom-metric/contract.ts';
import { customMetricExample } from './custom-metric/example.ts';
import * as documents from './documents/contract.ts';
import * as documentExamples from './documents/example.ts';
import { gevalContract } from './geval/contract.ts';
import { gevalExample } from './geval/example.ts';
import * as health from './health/contract.ts';
import * as healthExamples from './health/example.ts';
import { historyContract } from './history/contract.ts';
import { historyExample } from './history/example.ts';
import { ocrContract } from './ocr/contract.ts';
import { ocrExample } from './ocr/example.ts';
import { pairwiseContract } from './pairwise/contract.ts';
import { pairwiseExample } from './pairwise/example.ts';
import { metricsContract } from './prometheus/contract.ts';
import { metricsExample } from './prometheus/example.ts';
import { propositionsContract } from './propositions/contract.ts';
import { propositionsExample } from './propositions/example.ts';
import { ragContract } from './rag/contract.ts';
import { ragExample } from './rag/example.ts';
import { responseQualityContract } from './response-quality/contract.ts';
import { responseQualityExample } from './response-quality/example.ts';
import * as results from './results/contract.ts';
import * as resultExamples from './results/example.ts';
import type { RouteName, RoutePath } from './routes.ts';
import { batchId, evaluationIds } from './samples.ts';
import { indexContract } from './service-index/contract.ts';
import { indexExample } from './service-index/example.ts';
import * as webhooks from './webhooks/contract.ts';
import * as webhookExamples from './webhooks/example.ts';

/** The contract of every route by the route's name, each with its example: what the OpenAPI document is made from. */
export const contracts: Readonly<Record<RouteName, DocumentedContract>> = {
  geval: documented(gevalContract, gevalExample),
  rag: documented(ragContract, ragExample),
  propositions: documented(propositionsContract, propositionsExample),
  ocr: documented(ocrContract, ocrExample),
  'response-quality': documented(responseQualityContract, responseQualityExample),
  'custom-metric': documented(customMetricContract, customMetricExample),
  pairwise: documented(pairwiseContract, pairwiseExample),
  batch: documented(batchContract, batchExample),
  'batch-uploads': documented(batchUploadsContract, batchUploadsExample),
  'batch-list': documented(batches.batchListContract, batchExamples.batchListExample),
  'batch-status': documented(batches.batchStatusContract, batchExamples.batchStatusExample),
  'batch-results': documented(batches.batchResultsContract, batchExamples.batchResultsExample),
  'batch-download': documented(batchDownloadContract, batchDownloadExample),
  'batch-cancel': documented(batches.batchCancelContract, batchExamples.batchCancelExample),
  result: documented(results.resultContract, resultExamples.resultExample),
  'result-delete': documented(results.resultDeleteContract, resultExamples.resultDeleteExample),
  history: documented(historyContract, historyExample),
  compare: documented(compareContract, compareExample),
  'webhook-register': documented(webhooks.webhookRegisterContract, webhookExamples.webhookRegisterExample),
  'webhook-list': documented(webhooks.webhookListContract, webhookExamples.webhookListExample),
  'webhook-delete': documented(webhooks.webhookDeleteContract, webhookExamples.webhookDeleteExample),
  'webhook-test': documented(webhooks.webhookTestContract, webhookExamples.webhookTestExample),
  metrics: documented(metricsContract, metricsExample),
  'health-live': documented(health.liveContract, healthExamples.liveExample),
  'health-ready': documented(health.readyContract, healthExamples.readyExample),
  'health-evaluations': documented(health.healthContract, healthExamples.healthExample),
  openapi: documented(documents.openapiContract, documentExamples.openapiExample),
  docs: documented(documents.docsContract, documentExamples.docsExample),
  'docs-asset': documented(documents.assetContract, documentExamples.assetExample),
  root: documented(indexContract, indexExample),
  index: documented(indexContract, indexExample),
};

type ParameterIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterIn<Rest>
  : never;

/** The parameters in the paths of the routes. */
export const parameters: Readonly<Record<ParameterIn<RoutePath>, z.ZodType>> = {
  batch_id: z
    .string()
    .regex(/^batch_[0-9A-HJKMNP-TV-Z]{26}$/)
    .meta({ description: 'The id of a batch', example: batchId }),
  evaluation_id: z
    .string()
    .regex(/^evr_[0-9A-HJKMNP-TV-Z]{26}(_(0|[1-9]\d{0,5}))?$/)
    .meta({ description: 'The id of an evaluation', example: evaluationIds.single }),
  asset: documents.AssetName.meta({ description: 'The name of a file of the page' }),
};
