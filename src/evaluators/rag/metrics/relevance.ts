import { hasWords } from '../../body/text.ts';
import { type Finding, scored } from '../../finding.ts';
import { askForMarks } from '../../judging/ask-for-marks.ts';
import { lowestMetric, markedMetric } from '../../judging/marked-metric.ts';
import { round4, round4OrNull } from '../../metric.ts';
import { ragPromptVersion } from '../../prompts/rag/instructions.ts';
import { relevancePrompt, relevanceScale as scale } from '../../prompts/rag/relevance.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { waitForAll } from '../matrix/wait-for-all.ts';
import type { RagMetric } from '../metric.ts';

const name = 'relevance';

/** Mean of how well the answer addresses the question (1..5, over 5) and of the share of its claims that do; the former alone if it makes none. */
export async function measureRelevance(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const { judge, texts, samples, nonce, deadline } = asker;
  if (!hasWords(texts.answer)) return scored(floorOf(asker));
  const prompt = relevancePrompt({ ...texts, nonce });
  const question = { ...prompt, scale, samples, explain: texts.explain };
  const [{ marks, explanation }, { ratio, unjudged }] = await waitForAll([
    askForMarks(judge, question, deadline),
    matrix.statements(),
  ]);
  const shown = texts.explain ? explanation : null;
  const direct = markedMetric({
    name,
    marks,
    explanation: shown,
    scale,
    judge,
    promptVersion: ragPromptVersion,
  });
  return scored({
    ...direct,
    score: ratio === null ? direct.score : round4((direct.raw_score / scale[1] + ratio) / 2),
    metadata: {
      ...direct.metadata,
      statement_ratio: round4OrNull(ratio),
      unjudged_claims: unjudged,
    },
  });
}

/** An answer without a letter or digit says nothing. */
function floorOf({ judge, texts }: Asker): RagMetric {
  const explanation = texts.explain ? 'The answer holds no letter and no digit.' : null;
  const metric = lowestMetric({ name, explanation, scale, judge });
  return { ...metric, metadata: { ...metric.metadata, statement_ratio: null } };
}
