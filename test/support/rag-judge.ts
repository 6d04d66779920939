import type { JudgeRequest } from '../../src/judges/judge.ts';
import { type FakeJudge, judgeOf } from './fake-judge.ts';

/** The questions of an evaluation of an answer, by the names of their replies. */
export type RagQuestion = 'claims' | 'verdicts' | 'statements' | 'mark' | 'passage_marks';

/** Which question a prompt asks. */
export function questionIn(prompt: string): RagQuestion {
  const form = prompt.slice(prompt.lastIndexOf('Answer with one JSON object'));
  if (form.includes('{"claims"')) return 'claims';
  if (form.includes('"irrelevant"')) return 'statements';
  if (form.includes('{"verdicts"')) return 'verdicts';
  return form.includes('"marks"') ? 'passage_marks' : 'mark';
}

/** The blocks of a prompt by their names. */
export function blocksIn(prompt: string): ReadonlyMap<string, string> {
  const blocks = prompt.matchAll(/<data-(\S*) name="([^"]+)">\n([\s\S]*?)\n<\/data-\1>/g);
  return new Map([...blocks].map(([, , name = '', text = '']) => [name, text]));
}

/** The claims that a prompt asks about. */
export function claimsIn(prompt: string): readonly { readonly id: string; readonly text: string }[] {
  const blocks = blocksIn(prompt);
  const lines = (blocks.get('claims') ?? blocks.get('statements') ?? '').split('\n');
  return lines.map((line) => ({ id: line.split(': ')[0] ?? '', text: line.slice(line.indexOf(': ') + 2) }));
}

/** The passages of a prompt by their numbers. */
export function passagesIn(prompt: string): readonly { readonly chunk: number; readonly text: string }[] {
  return [...blocksIn(prompt)]
    .filter(([name]) => name.startsWith('passage '))
    .map(([name, text]) => ({ chunk: Number(name.slice('passage '.length)), text }));
}

/** A literal-minded judge: sentences are claims, a passage supports what it holds word for word, marks are 4. */
export function literalReply(prompt: string): string {
  return JSON.stringify(literalAnswers[questionIn(prompt)](prompt));
}

const literalAnswers: Readonly<Record<RagQuestion, (prompt: string) => unknown>> = {
  claims: (prompt) => {
    const blocks = blocksIn(prompt);
    const text = blocks.get('answer') ?? blocks.get('reference') ?? '';
    return { claims: text.split(/(?<=\.) /).map((sentence) => ({ id: 'x', text: sentence })) };
  },
  verdicts: (prompt) => ({
    verdicts: claimsIn(prompt).flatMap(({ id, text }): unknown[] => {
      const found = passagesIn(prompt).filter((passage) => passage.text.includes(text));
      if (found.length === 0) return [{ id, label: 'not_found', chunk: null, quote: null }];
      return found.map(({ chunk }) => ({ id, label: 'supported', chunk, quote: text }));
    }),
  }),
  statements: (prompt) => ({ verdicts: claimsIn(prompt).map(({ id }) => ({ id, label: 'relevant' })) }),
  passage_marks: (prompt) => ({
    analysis: 'Mostly.',
    marks: passagesIn(prompt).map(({ chunk }) => ({ chunk, score: 4 })),
  }),
  mark: () => ({ analysis: 'To the point.', score: 4 }),
};

/** What replaces the literal answer to a question. */
export type RagScript = Partial<Record<RagQuestion, (prompt: string, request: JudgeRequest) => unknown>>;

/** The literal judge in process, with answers of one's own to some questions; every sample is the same. */
export function ragJudge(script: RagScript = {}, embeddings: FakeJudge['embeddings'] = null): FakeJudge {
  return judgeOf((request) => {
    const answer = script[questionIn(request.prompt)]?.(request.prompt, request);
    const text = answer === undefined ? literalReply(request.prompt) : answer;
    const reply = typeof text === 'string' ? text : JSON.stringify(text);
    return Array.from({ length: request.samples }, () => reply);
  }, embeddings);
}
