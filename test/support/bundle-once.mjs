import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stop } from 'esbuild';
import { bundleFunctions } from '../../functions/bundling.ts';

/** Bundles the functions once for all test files: each of them would take seconds, and keep a bundler in memory. */
export default async function bundleOnce() {
  process.env.TEST_BUNDLES = await mkdtemp(join(tmpdir(), 'assay-test-bundles-'));
  await bundleFunctions(process.env.TEST_BUNDLES);
  await stop();
}
