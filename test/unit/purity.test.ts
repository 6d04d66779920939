import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const pureFolders = ['src/evaluators', 'src/statistics', 'src/resilience'];
const impure = /\b(Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|setInterval|fetch\()/;

const files = pureFolders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

test.each(files)('%s takes time, chance and the environment as arguments', (file) => {
  expect(readFileSync(file, 'utf8')).not.toMatch(impure);
});
