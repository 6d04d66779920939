import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { type FunctionName, type FunctionSpec, functions } from '../functions/functions.ts';

/** Runs a function with an event, as Lambda would; rejects with what it throws, or with a {@link FunctionTimeout}. */
export type Invoke = (name: FunctionName, event: unknown) => Promise<unknown>;

/** A function that did not answer within its time. */
export class FunctionTimeout extends Error {
  override readonly name = 'FunctionTimeout';
}

type Handler = (event: unknown, context: Context) => unknown;

/** Where the bundles stand, and what each function may take. */
export interface InvokerOptions {
  readonly directory: string;
  readonly specs?: Readonly<Record<FunctionName, FunctionSpec>>;
}

/** Loads every bundle once; the environment must be complete by then, since bundles read it as they load. */
export function createInvoker({ directory, specs = functions }: InvokerOptions): Invoke {
  const require = createRequire(join(directory, 'package.json'));
  const names = Object.keys(functions) as FunctionName[];
  const handlers = Object.fromEntries(
    names.map((name) => [name, (require(`./${name}/index.js`) as { readonly handler: Handler }).handler]),
  ) as Record<FunctionName, Handler>;
  return (name, event) => {
    const context = createContext(name, specs[name]);
    const answer = (async () => handlers[name](event, context))();
    return limitTime(answer, specs[name].timeoutSeconds);
  };
}

async function limitTime(answer: Promise<unknown>, seconds: number): Promise<unknown> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new FunctionTimeout(`no answer within ${seconds} s`)),
    seconds * 1000,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function createContext(functionName: FunctionName, spec: FunctionSpec): Context {
  const end = Date.now() + spec.timeoutSeconds * 1000;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: String(spec.memoryMegabytes),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
    done: refuseCallback,
    fail: refuseCallback,
    succeed: refuseCallback,
  };
}

function refuseCallback(): never {
  throw new Error('The runtime takes no callbacks: a handler returns a promise.');
}
