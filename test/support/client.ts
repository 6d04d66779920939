import { cp } from 'node:fs/promises';
import { startService } from '../../local/service.ts';
import { readEnvironment } from '../../src/platform/environment.ts';
import { checkAnswer } from './documented-answer.ts';

/** An answer of the service, its body parsed if it is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** The service under test: the local one, or a deployed one when API_URL (and API_KEY) name it. */
export interface TestService {
  readonly url: string;
  readonly apiKey: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  stop(): Promise<void>;
}

/** Starts the service with these variables and nothing else of the machine's providers. Every answer to `call` must be one that the OpenAPI document names. */
export async function startTestService(
  variables: Readonly<Record<string, string>> = {},
): Promise<TestService> {
  const { url, apiKey, stop } = await open(variables);
  return {
    url,
    apiKey,
    stop,
    async call(method, path, body, headers = {}) {
      const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: { 'X-API-KEY': apiKey, ...json, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json');
      const answer = {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson && text ? JSON.parse(text) : null,
      };
      checkAnswer(method, path, answer);
      return answer;
    },
  };
}

async function open(
  variables: Readonly<Record<string, string>>,
): Promise<Pick<TestService, 'url' | 'apiKey' | 'stop'>> {
  const { API_URL, API_KEY = '' } = process.env;
  if (API_URL) return { url: API_URL, apiKey: API_KEY, stop: async () => undefined };
  const environment = { DATABASE_PATH: ':memory:', PORT: '0', ...variables };
  Object.assign(process.env, environment);
  return startService({
    environment: readEnvironment(environment),
    bundle: (folder) => cp(process.env['TEST_BUNDLES'] ?? '', folder, { recursive: true }),
    log: () => undefined,
  });
}

/** The batch at a path, once it has ended. */
export async function untilTerminal({ call }: Pick<TestService, 'call'>, path: string): Promise<Reply> {
  for (;;) {
    const reply = await call('GET', path);
    if (!['pending', 'running'].includes(reply.body.status)) return reply;
  }
}
