import { hasWords } from '../body/text.ts';
import type { Bench } from '../evaluator.ts';
import { type Finding, scored } from '../finding.ts';
import { judgeMetric } from '../judging/judge-metric.ts';
import { lowestMetric } from '../judging/marked-metric.ts';
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
export async function judgeQualities(body: ResponseQualityBody, bench: Bench): Promise<readonly Finding[]> {
  const { judge, nonce, deadline } = bench;
  const names = metricNamesOf(body.evaluation_criteria);
  if (!hasWords(body.response)) return names.map((name) => floorOf(name, bench));
  if (judge.kind === 'embedded') return judgeResponseInProcess(judge, names, body);
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
      deadline,
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

/** A response without a letter or digit says nothing. */
function floorOf(name: string, { judge }: Bench): Finding {
  const explanation = 'The response holds no letter and no digit.';
  return scored(lowestMetric({ name, explanation, scale: qualityScale, judge }));
}
