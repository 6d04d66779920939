import { expect, test } from '@jest/globals';
import { markClarity } from '../../../../src/judges/embedded/prose.ts';
import { createRandom, shuffle } from '../../../../src/statistics/random.ts';
import { source } from '../../../support/texts.ts';

const prompt = 'What was decided about the bridge?';

test('prose in order is rated high', () => {
  expect(markClarity(prompt, source)?.rating).toBeGreaterThan(4.5);
});

test('the same words shuffled are rated low, and the explanation objects to their order', () => {
  const shuffled = shuffle(source.split(' '), createRandom(3)).join(' ');

  const mark = markClarity(prompt, shuffled);

  expect(mark?.rating).toBeLessThan(2);
  expect(mark?.explanation).toMatch(/its words do not follow each other as in English prose/u);
});

test.each([
  ['a short answer', 'The council voted to rebuild the bridge.'],
  ['no words', '!!! ??? …'],
  ['random words', 'purple elephant quantum dishwasher seventeen banana window '.repeat(4)],
  [
    'German',
    'Die Brücke wurde im Jahr 1932 eröffnet und hat acht Spuren, die jeden Tag von vielen Autos befahren werden. In den letzten Jahren war sie oft gesperrt.',
  ],
  [
    'Dutch',
    'De brug werd in 1932 geopend en heeft acht rijstroken waar elke dag veel auto s over rijden. In de laatste jaren was hij vaak gesloten.',
  ],
  ['Japanese', '橋は1932年に開通しました。橋には八つの車線があります。'.repeat(3)],
  [
    'code',
    'for (let i = 0; i < 10; i++) { if (a[i] > 0) { b = a[i] + c; } } while (x !== y) { x = x + 1; y = y - 1; } return [x, y, a, b, c];',
  ],
])('%s is not judged', (_name, response) => {
  expect(markClarity(prompt, response)).toBeNull();
});
