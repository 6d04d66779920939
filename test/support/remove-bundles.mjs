import { rm } from 'node:fs/promises';

/** Removes what bundle-once.mjs made. */
export default async function removeBundles() {
  await rm(process.env.TEST_BUNDLES, { recursive: true });
}
