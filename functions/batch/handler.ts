import { batchSubmission } from '../../src/http/batch-submission.ts';
import { batching } from '../../src/platform/batching.ts';
import { repeatableEndpoint } from '../../src/platform/entry.ts';
import { judging } from '../../src/platform/judging.ts';
import { batchContract } from './contract.ts';

const ports = { submit: batching.submit, checkChoice: judging.checkChoice };

/** Takes a batch in, and answers with its results if they are there within the wait. */
export const handler = repeatableEndpoint(batchContract, batchSubmission(ports));
