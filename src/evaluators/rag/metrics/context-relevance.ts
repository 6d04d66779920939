import { mean } from '../../../statistics/means.ts';
import { shown } from '../../body/text.ts';
import { type Finding, scored } from '../../finding.ts';
import { ask } from '../../judging/ask.ts';
import { longestExplanation } from '../../judging/ask-for-marks.ts';
import { markedMetric } from '../../judging/marked-metric.ts';
import { round4 } from '../../metric.ts';
import { contextRelevancePrompt, contextRelevanceReply } from '../../prompts/rag/context-relevance.ts';
import { ragPromptVersion } from '../../prompts/rag/instructions.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Passage } from '../matrix/passages.ts';
import { waitForAll } from '../matrix/wait-for-all.ts';
import type { RagMetric } from '../metric.ts';
import { type PassageMarks, readPassageMarks } from './passage-marks.ts';

const name = 'context_relevance';
const scale = [1, 5] as const;
const mostPerCall = 10;

/** Mean over the passages of how much each helps to answer the question, 1..5. */
export async function measureContextRelevance(asker: Asker): Promise<Finding<RagMetric>> {
  const { judge, texts } = asker;
  const passages = texts.contexts.map((text, index) => ({ chunk: index + 1, text }));
  const starts = [...passages.keys()].filter((index) => index % mostPerCall === 0);
  const batches = await waitForAll(
    starts.map((start) => markPassages(asker, passages.slice(start, start + mostPerCall))),
  );
  const metric = markedMetric({
    name,
    marks: samplesOf(batches),
    explanation: texts.explain ? explanationOf(batches) : null,
    scale,
    judge,
    promptVersion: ragPromptVersion,
  });
  const all = batches.flat();
  const chunk_scores = passages.map(({ chunk }) => {
    const raw = mean(all.flatMap(({ marks }) => marks.get(chunk) ?? []));
    return raw === null ? null : round4(raw / scale[1]);
  });
  return scored({ ...metric, metadata: { ...metric.metadata, chunk_scores } });
}

/** The usable samples of one call: those that mark at least half of its passages. */
async function markPassages(asker: Asker, passages: readonly Passage[]): Promise<readonly PassageMarks[]> {
  const { judge, deadline, nonce, samples, texts } = asker;
  const chunks = passages.map(({ chunk }) => chunk);
  const question = {
    ...contextRelevancePrompt({ query: texts.query, passages, explain: texts.explain, nonce }),
    reply: contextRelevanceReply(chunks, texts.explain),
    samples,
    read: (reply: string) => readPassageMarks(reply, chunks),
    fault: 'the judge marked fewer than half of the passages',
  };
  return ask(judge, question, deadline);
}

/** One mean over the passages per sample that every call has. */
function samplesOf(batches: readonly (readonly PassageMarks[])[]): number[] {
  const count = Math.min(...batches.map((batch) => batch.length));
  return Array.from({ length: count }, (_, sample) => {
    const marks = batches.flatMap((batch) => [...(batch[sample]?.marks.values() ?? [])]);
    return mean(marks) ?? [];
  })
    .flat()
    .map(round4);
}

function explanationOf(batches: readonly (readonly PassageMarks[])[]): string | null {
  const analyses = batches.map((batch) => batch.find(({ analysis }) => analysis !== '')?.analysis ?? '');
  return shown(analyses.filter(Boolean).join(' '), longestExplanation) || null;
}
