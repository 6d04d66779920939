const { createHash } = require('node:crypto');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Orders the test files by a hash of Jest's printed seed and the path: random between seeds, repeatable for one. */
module.exports = class ShuffledSequencer extends Sequencer {
  #seed;

  constructor(options) {
    super(options);
    this.#seed = options.globalConfig.seed;
  }

  sort(tests) {
    const rank = (test) => createHash('sha256').update(`${this.#seed}:${test.path}`).digest('hex');
    return [...tests].sort((a, b) => rank(a).localeCompare(rank(b)));
  }
};
