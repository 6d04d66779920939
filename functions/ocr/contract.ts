import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { OcrBody } from '../../src/evaluators/ocr/body.ts';
import { OcrResults } from '../../src/evaluators/ocr/ocr.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/ocr */
export const ocrContract = scoringContract('ocr', 'ocr', {
  body: OcrBody,
  reply: OcrResults.extend(scoredFields),
});
