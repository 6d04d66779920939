/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2024',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Files are shuffled by the sequencer, tests within a file by Jest; both by the one printed seed.
  testSequencer: '<rootDir>/test/support/shuffle.cjs',
  randomize: true,
  showSeed: true,
  globalSetup: '<rootDir>/test/support/bundle-once.mjs',
  globalTeardown: '<rootDir>/test/support/remove-bundles.mjs',
  setupFiles: ['<rootDir>/test/support/quiet.cjs'],
  maxWorkers: 2,
  // What files leave behind in a worker makes the next ones slow: tenfold at 3 GB.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
  // Needs a browser: `npm run test:browser`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/'],
};
