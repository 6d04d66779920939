import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { consumers } from '../functions/functions.ts';
import { queues } from '../functions/queues.ts';
import type { Environment } from '../src/platform/environment.ts';
import { createKeyCheck, obtainApiKey } from './api-key.ts';
import { type Engines, startEngines } from './engines.ts';
import { startEventSource } from './event-source.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { createInvoker, type Invoke } from './invoker.ts';
import { lockFolder } from './lock.ts';
import { startReconciler } from './reconciler.ts';
import { announceEngines } from './running-engines.ts';

/** What the local service is made from. */
export interface ServiceOptions {
  readonly environment: Environment;
  /** Writes the bundle of every function below a folder. */
  readonly bundle: (folder: string) => Promise<unknown>;
  readonly log: (line: string) => void;
  /** Engines that run elsewhere, instead of those that come with the service. */
  readonly engines?: Engines;
}

/** The running local service. */
export interface Service {
  readonly url: string;
  readonly apiKey: string;
  stop(): Promise<void>;
}

/** What has to be undone, last first. */
type Undoing = (() => unknown)[];

/** Milliseconds that work under way gets when the service stops. */
const graceMilliseconds = 5_000;

/** Starts everything on this machine; what was started ends again if the rest cannot be. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const undoing: Undoing = [];
  try {
    const { url, apiKey } = await startAll(options, undoing);
    return { url, apiKey, stop: () => undo(undoing) };
  } catch (error) {
    await undo(undoing);
    throw error;
  }
}

async function startAll(
  { environment, bundle, log, engines: elsewhere }: ServiceOptions,
  undoing: Undoing,
): Promise<Omit<Service, 'stop'>> {
  const folder = openFolder(environment.DATABASE_PATH, undoing);
  const apiKey = obtainApiKey(folder.path, environment.API_KEY);
  const visibilitySeconds = environment.VISIBILITY_SECONDS;
  const engines =
    elsewhere ?? (await startEngines({ folder: folder.isKept ? folder.path : null, visibilitySeconds }));
  undoing.push(() => engines.stop());
  undoing.push(announceEngines(folder.path, engines.environment));
  const directory = join(folder.path, 'functions');
  await bundle(directory);
  configureProcess(engines.environment, visibilitySeconds);
  const invoke = createInvoker({ directory });
  const gateway = await startGateway({ port: environment.PORT, invoke, isKey: createKeyCheck(apiKey), log });
  undoing.push(() => gateway.stop(graceMilliseconds));
  undoing.push(startBackground({ environment, engines, invoke, log }));
  if (environment.HEALTH_CHECK_ENABLED) await awaitReadiness(gateway);
  return { url: gateway.url, apiKey };
}

function openFolder(path: string, undoing: Undoing): { readonly path: string; readonly isKept: boolean } {
  const isKept = path !== ':memory:';
  const folder = isKept ? resolve(path) : mkdtempSync(join(tmpdir(), 'assay-'));
  if (!isKept) undoing.push(() => rmSync(folder, { recursive: true, force: true }));
  undoing.push(lockFolder(folder));
  return { path: folder, isKept };
}

/** The bundles read these as they load. */
function configureProcess(engines: Engines['environment'], visibilitySeconds: number): void {
  // Shorter than the visibility: what a killed worker held is claimed again when its message returns.
  const lease = String(visibilitySeconds * (2 / 3));
  // One line per request is the gateway's: the functions speak up from warnings on, unless asked for more.
  const quiet = {
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_SERVICE_NAME: 'assay',
    CHUNK_LEASE_SECONDS: process.env['CHUNK_LEASE_SECONDS'] || lease,
    SPLIT_LEASE_SECONDS: process.env['SPLIT_LEASE_SECONDS'] || lease,
    // The embedded bucket takes a body of 11 MiB, and the form has more in it than the file.
    UPLOAD_MAX_BYTES: process.env['UPLOAD_MAX_BYTES'] || String(10 * 1_048_576),
    POSTPONE_SECONDS: process.env['POSTPONE_SECONDS'] || String(visibilitySeconds),
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'WARN',
  };
  Object.assign(process.env, engines, quiet);
}

interface Background extends Pick<ServiceOptions, 'environment' | 'log'> {
  readonly engines: Engines;
  readonly invoke: Invoke;
}

function startBackground({ environment, engines, invoke, log }: Background): () => Promise<unknown> {
  const client = new SQSClient();
  const visibilitySeconds = environment.VISIBILITY_SECONDS;
  const eventSources = consumers.map(({ name, queue }) => {
    const { variable, batchSize } = queues[queue];
    const queueUrl = engines.environment[variable] ?? '';
    return startEventSource({
      client,
      queueUrl,
      consumer: name,
      batchSize,
      visibilitySeconds,
      invoke,
      log,
    });
  });
  const reconciler = startReconciler({ invoke, log, periodSeconds: environment.RECONCILER_SECONDS });
  return () => Promise.all([...eventSources, reconciler].map((loop) => loop.stop(graceMilliseconds)));
}

async function awaitReadiness({ url }: Gateway): Promise<void> {
  let status = 0;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    ({ status } = await fetch(`${url}/api/v1/health/ready`));
    if (status === 200) return;
    await wait(100);
  }
  throw new Error(`The service did not become ready: ${url}/api/v1/health/ready answers ${status}.`);
}

async function undo(undoing: Undoing): Promise<void> {
  for (const step of undoing.reverse()) await step();
}
