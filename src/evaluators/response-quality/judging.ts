import { noUsage } from '../../judges/judge.ts';
import { hasWords } from '../body/text.ts';
import type { Bench } from '../evaluator.ts';
import { scored } from '../finding.ts';
import { type Judged, judgeMetric } from '../judging/judge-metric.ts';
import { metricOf } from '../judging/mark.ts';
import type { QualityCriterion } from '../prompts/response-quality/criterion.ts';
import { customCriterion } from '../prompts/response-quality/custom.ts';
import { qualityCriteria, responseQualities } from '../prompts/response-quality/index.ts';
import {
  qualityPrompt,
  qualityScale,
  responseQualityPromptVersion,
} from '../prompts/response-quality/prompt.ts';
import { metricNamesOf, type ResponseQualityBody } from './body.ts';
import { judgeResponseInProcess } from './embedded.ts';

/** Judges a response by each of its criteria on its own, because joint judgements leak into one another. */
export async function judgeQualities(body: ResponseQualityBody, bench: Bench): Promise<readonly Judged[]> {
  const { judge, nonce, signal } = bench;
  const names = metricNamesOf(body.evaluation_criteria);
  if (!hasWords(body.response)) return names.map((name) => floorOf(name, bench));
  if (judge.kind === 'embedded') {
    return judgeResponseInProcess(judge, names, body).map((finding) => ({ finding, usage: noUsage }));
  }
  const { prompt, response, samples, explain } = body;
  const ask = ([name, criterion]: Asked) =>
    judgeMetric(
      judge,
      {
        ...qualityPrompt({ criterion, prompt, response, explain, nonce }),
        name,
        scale: qualityScale,
        samples,
        explain,
        promptVersion: responseQualityPromptVersion,
      },
      signal,
    );
  return Promise.all(criteriaOf(body).map(ask));
}

type Asked = readonly [name: string, criterion: QualityCriterion];

function criteriaOf({ evaluation_criteria }: ResponseQualityBody): readonly Asked[] {
  const own = Object.entries(evaluation_criteria ?? {});
  return [
    ...responseQualities.map((name) => [name, qualityCriteria[name]] as const),
    ...own.map(([name, criterion]) => [`custom_${name}`, customCriterion(name, criterion)] as const),
  ];
}

/** A response without a letter or digit says nothing: the lowest mark, without a call. */
function floorOf(name: string, { judge }: Bench): Judged {
  const explanation = 'The response holds no letter and no digit.';
  const marks = [qualityScale[0]];
  const metric = metricOf({ name, marks, explanation, scale: qualityScale, judge, promptVersion: null });
  return { finding: scored(metric), usage: noUsage };
}
