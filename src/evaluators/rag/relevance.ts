import { hasWords } from '../body/text.ts';
import { type Finding, scored } from '../finding.ts';
import { askForMarks, metricOf } from '../judging/mark.ts';
import { round4 } from '../metric.ts';
import { ragPromptVersion } from '../prompts/rag/instructions.ts';
import { relevancePrompt } from '../prompts/rag/relevance.ts';
import type { Asker } from './asker.ts';
import type { Matrix } from './matrix.ts';
import type { RagMetric } from './metric.ts';
import { waitForAll } from './wait-for-all.ts';

const name = 'relevance';
const scale = [1, 5] as const;

/** Mean of how well the answer addresses the question (1..5, over 5) and of the share of its claims that do; the former alone if it makes none. */
export async function measureRelevance(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const { judge, texts, samples, nonce, signal } = asker;
  if (!hasWords(texts.answer)) return scored(floorOf(asker));
  const prompt = relevancePrompt({ ...texts, nonce });
  const question = { ...prompt, scale, samples, explain: texts.explain };
  const [{ marks, explanation }, { ratio, unjudged }] = await waitForAll([
    askForMarks(judge, question, signal),
    matrix.statements(),
  ]);
  const shown = texts.explain ? explanation : null;
  const direct = metricOf({ name, marks, explanation: shown, scale, judge, promptVersion: ragPromptVersion });
  return scored({
    ...direct,
    score: ratio === null ? direct.score : round4((direct.raw_score / scale[1] + ratio) / 2),
    metadata: {
      ...direct.metadata,
      statement_ratio: ratio === null ? null : round4(ratio),
      unjudged_claims: unjudged,
    },
  });
}

/** An answer without a letter or digit says nothing: the lowest mark, without a call. */
function floorOf({ judge, texts }: Asker): RagMetric {
  const explanation = texts.explain ? 'The answer holds no letter and no digit.' : null;
  const metric = metricOf({ name, marks: [scale[0]], explanation, scale, judge, promptVersion: null });
  return { ...metric, metadata: { ...metric.metadata, statement_ratio: null } };
}
