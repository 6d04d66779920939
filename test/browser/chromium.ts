import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The command of an installed Chromium; null where there is none. */
export const chromium = names.find((name) => spawnSync(name, ['--version']).status === 0) ?? null;

/** What the browser reported, as the DevTools protocol has it. */
export interface BrowserEvent {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: the protocol has a shape for every event
  readonly params: any;
}

/** One page of a browser of its own. */
export interface BrowserPage {
  /** Everything reported so far, oldest first. */
  readonly events: readonly BrowserEvent[];
  open(url: string): Promise<void>;
  /** The value of an expression in the page; a promise is awaited. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

type Send = (method: string, params?: object) => Promise<{ readonly result?: { readonly value?: unknown } }>;

/** Starts a headless browser with an empty profile, and its page. */
export async function openBrowser(command: string): Promise<BrowserPage> {
  const profile = await mkdtemp(join(tmpdir(), 'assay-browser-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const page = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'];
  const browser = spawn(command, [...flags, ...page], { stdio: ['ignore', 'ignore', 'pipe'] });
  const socket = new WebSocket(await pageAddress(browser));
  await once(socket, 'open');
  const events: BrowserEvent[] = [];
  const send = speak(socket, events);
  for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await send(`${domain}.enable`);
  return {
    events,
    open: async (url) => void (await send('Page.navigate', { url })),
    evaluate: async (expression) => {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      return answer.result?.value;
    },
    close: async () => {
      socket.close();
      browser.kill();
      await once(browser, 'exit');
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The WebSocket of the first page, whose port the browser announces as it starts. */
async function pageAddress(browser: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: browser.stderr as NodeJS.ReadableStream })) {
    const port = /^DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(line)?.[1];
    if (!port) continue;
    const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    const found = (targets as { type: string; webSocketDebuggerUrl: string }[]).find(
      ({ type }) => type === 'page',
    );
    if (found) return found.webSocketDebuggerUrl;
  }
  throw new Error('the browser ended before it listened');
}

/** Sends commands and pairs each with its answer; everything else that arrives is an event. */
function speak(socket: WebSocket, events: BrowserEvent[]): Send {
  const waiting = new Map<number, (answer: Awaited<ReturnType<Send>>) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.id === undefined) events.push(message);
    else waiting.get(message.id)?.(message.result ?? {});
  });
  return (method, params = {}) => {
    last += 1;
    const id = last;
    const answered = new Promise<Awaited<ReturnType<Send>>>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    return answered;
  };
}
