import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** One request that the judge received. */
export interface JudgeCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever was sent.
  readonly body: any;
  /** The client's port: calls over one connection share it. */
  readonly port: number;
}

/** What the judge does with one request; without any field it answers `{"analysis":"Sound.","score":4}`, or vectors of the texts. */
export interface Scripted {
  /** One answer, repeated as often as `n` asks for. */
  readonly text?: string | null;
  /** Exactly these answers, whatever `n` asks for. */
  readonly texts?: readonly string[];
  readonly finishReason?: string;
  readonly refusal?: string;
  /** Exactly these vectors, whatever the texts are. */
  readonly vectors?: readonly (readonly number[])[];
  readonly usage?: Readonly<Record<string, unknown>> | null;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as it is, instead of a chat completion or embeddings. */
  readonly raw?: string;
  /** Never answers; closes the connection before, or in the midst of, the reply; cuts the JSON in half. */
  readonly fault?: 'hang' | 'reset' | 'reset-midway' | 'hang-midway' | 'malformed';
  readonly delayMs?: number;
}

/** What is done with each request in turn (the last one repeats), or decided by the request and its number from 0. */
export type JudgeScript = readonly Scripted[] | ((call: JudgeCall, index: number) => Scripted);

/** A model provider over real HTTP on loopback. */
export interface ScriptedJudge {
  /** Ends before `/chat/completions` and `/embeddings`. */
  readonly baseUrl: string;
  /** The requests so far, oldest first. */
  readonly calls: readonly JudgeCall[];
  /** Follows another script from its beginning, and forgets the calls. */
  follow(script: JudgeScript): void;
  stop(): Promise<void>;
}

/** Starts a judge that answers by script; stop it in `afterEach` or `afterAll`. */
export async function startScriptedJudge(script: JudgeScript = [{}]): Promise<ScriptedJudge> {
  let current = script;
  const calls: JudgeCall[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const call = await readCall(incoming);
    const index = calls.push(call) - 1;
    await play(stepOf(current, call, index), call, outgoing);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    follow: (next) => {
      current = next;
      calls.length = 0;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readCall(incoming: IncomingMessage): Promise<JudgeCall> {
  const { url = '', headers, socket } = incoming;
  return { path: url, headers, body: await json(incoming), port: socket.remotePort ?? 0 };
}

function stepOf(script: JudgeScript, call: JudgeCall, index: number): Scripted {
  if (typeof script === 'function') return script(call, index);
  return script[Math.min(index, script.length - 1)] ?? {};
}

async function play(step: Scripted, call: JudgeCall, outgoing: ServerResponse): Promise<void> {
  if (step.delayMs) await new Promise((resolve) => setTimeout(resolve, step.delayMs));
  if (step.fault === 'hang') return;
  if (step.fault === 'reset') return void outgoing.socket?.destroy();
  const whole = step.raw ?? JSON.stringify(answerOf(step, call));
  const half = whole.slice(0, whole.length / 2);
  const sent = step.fault === 'malformed' ? half : whole;
  outgoing.writeHead(step.status ?? 200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(sent),
    ...step.headers,
  });
  if (!step.fault?.endsWith('-midway')) return void outgoing.end(sent);
  outgoing.write(half);
  if (step.fault === 'reset-midway') setImmediate(() => outgoing.socket?.destroy());
}

const soundMark = '{"analysis":"Sound.","score":4}';

function answerOf(step: Scripted, call: JudgeCall): unknown {
  if (step.status !== undefined && step.status !== 200) return { error: { message: 'as the script says' } };
  return call.path.endsWith('/embeddings') ? embeddingsOf(step, call) : completionOf(step, call);
}

function embeddingsOf(step: Scripted, { body }: JudgeCall): unknown {
  const vectors = step.vectors ?? body.input.map(vectorOf);
  return {
    object: 'list',
    data: vectors.map((embedding: unknown, index: number) => ({ object: 'embedding', index, embedding })),
    model: body.model,
    usage: step.usage === undefined ? { prompt_tokens: 8, total_tokens: 8 } : step.usage,
  };
}

/** How often each letter stands in a text: texts of the same letters are alike, and no text has a vector of zeros. */
export function vectorOf(text: string): readonly number[] {
  const letters = text.toLowerCase();
  const counts = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => letters.split(letter).length - 1);
  return [...counts, 0.5];
}

function completionOf(step: Scripted, { body }: JudgeCall): unknown {
  const text = step.text === undefined ? soundMark : step.text;
  const contents = step.texts ?? Array.from({ length: body.n ?? 1 }, () => text);
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    model: body.model,
    choices: contents.map((content, index) => ({
      index,
      message: { role: 'assistant', content, refusal: step.refusal ?? null },
      finish_reason: step.finishReason ?? 'stop',
    })),
    usage:
      step.usage === undefined
        ? { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }
        : step.usage,
  };
}
