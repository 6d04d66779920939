import type { EmbeddedJudge } from '../../judges/judge.ts';
import { hasWords } from '../body/text.ts';
import { type Finding, scored, skipped } from '../finding.ts';
import { byWording, lexicalCosine, needsModelJudge } from '../judging/lexical.ts';
import { markedMetric } from '../judging/marked-metric.ts';
import { round4 } from '../metric.ts';

interface ResponseTexts {
  readonly prompt: string;
  readonly response: string;
  readonly explain: boolean;
}

/** Judges a response in process, by wording alone; what would need understanding is skipped. */
export function judgeResponseInProcess(
  judge: EmbeddedJudge,
  names: readonly string[],
  texts: ResponseTexts,
): readonly Finding[] {
  return names.map((name) => {
    if (name === 'relevance') return judgeRelevance(judge, texts);
    return name === 'clarity' ? judgeClarity(judge, texts) : skipped(name, needsModelJudge);
  });
}

function judgeRelevance(judge: EmbeddedJudge, { prompt, response, explain }: ResponseTexts): Finding {
  const name = 'relevance';
  const isWordless = !hasWords(response);
  const value = isWordless ? 0 : lexicalCosine(prompt, response);
  if (value === null) return skipped(name, 'prompt or response has no word that could be compared');
  const measured = isWordless
    ? 'the response holds no letter and no digit'
    : `prompt and response have a TF-IDF cosine of ${value.toFixed(2)}; whether the one answers the other was not measured`;
  const explanation = explain ? `${byWording} ${measured}.` : null;
  const marks = [round4(value)];
  return scored(markedMetric({ name, marks, explanation, scale: [0, 1], judge, promptVersion: null }));
}

function judgeClarity(judge: EmbeddedJudge, { prompt, response, explain }: ResponseTexts): Finding {
  const name = 'clarity';
  const mark = judge.markClarity(prompt, response);
  if (mark === null) {
    return skipped(name, 'needs a model judge: the response is not English prose of 20 words or more');
  }
  const explanation = explain ? mark.explanation : null;
  const marks = [round4(mark.rating)];
  return scored(markedMetric({ name, marks, explanation, scale: [1, 5], judge, promptVersion: null }));
}
