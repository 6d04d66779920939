import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { providers } from '../../../src/judges/capabilities.ts';
import { environmentSchema } from '../../../src/platform/environment.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SUPPORT.md',
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

describe('the documents', () => {
  test('list every variable and every provider', () => {
    const configuration = readFileSync('docs/configuration.md', 'utf8');
    const judges = readFileSync('docs/judges.md', 'utf8');
    for (const name of Object.keys(environmentSchema.shape)) expect(configuration).toContain(`\`${name}\``);
    for (const [name, { prefix }] of Object.entries(providers)) {
      expect(configuration).toContain(`\`${prefix}\``);
      expect(judges).toContain(`| ${name} |`);
    }
  });

  test.each(documents)('%s links to files that exist', (document) => {
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      ([, target = '']) => target,
    );
    for (const target of links) expect(existsSync(join(dirname(document), target))).toBe(true);
  });
});
