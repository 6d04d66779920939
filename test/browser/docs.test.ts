import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { errorCodes } from '../../src/errors.ts';
import { startTestService, type TestService } from '../support/client.ts';
import { operations } from '../support/documented-answer.ts';
import { type BrowserPage, chromium, openBrowser } from './chromium.ts';

let service: TestService;
let page: BrowserPage;

beforeAll(async () => {
  service = await startTestService();
  if (chromium) page = await openBrowser(chromium);
});
beforeEach(async () => {
  await page?.open('about:blank');
  await page?.open(`${service.url}/api/v1/docs#conflict`);
  await until(`document.querySelectorAll('.opblock').length === ${operations.length}`);
});
afterAll(async () => {
  await page?.close();
  await service.stop();
});

/** Waits in the page for a condition, and fails with it after a while. */
async function until(condition: string): Promise<void> {
  const met = await page.evaluate(`new Promise((resolve) => {
    const started = Date.now();
    const look = () => {
      if (${condition}) resolve(true);
      else if (Date.now() - started > 20_000) resolve(false);
      else setTimeout(look, 50);
    };
    look();
  })`);
  if (met !== true) throw new Error(`never came true: ${condition}`);
}

async function click(selector: string): Promise<void> {
  await until(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
}

/** Types into a field that React watches. */
async function type(selector: string, text: string): Promise<void> {
  await until(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  await page.evaluate(`{
    const field = document.querySelector(${JSON.stringify(selector)});
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    set.call(field, ${JSON.stringify(text)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }`);
}

const isError = ({ method, params }: BrowserPage['events'][number]) =>
  method === 'Runtime.exceptionThrown' ||
  (method === 'Runtime.consoleAPICalled' && ['error', 'assert'].includes(params.type)) ||
  (method === 'Log.entryAdded' && params.entry.level === 'error');

const described = chromium ? describe : describe.skip;

described(chromium ? 'the docs page' : 'the docs page (skipped: no Chromium is installed)', () => {
  test('lists every error under its code', async () => {
    const ids = await page.evaluate(`[...document.querySelectorAll('#errors tr[id]')].map(({ id }) => id)`);

    expect(ids).toEqual(errorCodes);
  });

  test('shows the error that a problem document points to', async () => {
    await until(`(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(
      document.querySelector('#conflict').getBoundingClientRect())`);

    expect(await page.evaluate(`document.querySelector('tr:target').id`)).toBe('conflict');
  });

  test('calls geval with the key that was entered, and asks no other origin for anything', async () => {
    const geval = '#operations-Evaluations-geval';
    await click('.auth-wrapper .authorize');
    await type('input[aria-label="auth-api-key-value"], .auth-container input', service.apiKey);
    await click('.auth-container .modal-btn.authorize');
    await click('.auth-container .btn-done');
    await click(`${geval} .opblock-summary-control`);
    await click(`${geval} .try-out__btn`);
    await click(`${geval} .execute`);
    await until(`document.querySelector('${geval} .live-responses-table .response-col_status') !== null`);

    const status = await page.evaluate(
      `document.querySelector('${geval} .live-responses-table tbody .response-col_status').textContent`,
    );
    expect(String(status)).toMatch(/^200/);
    const requests = page.events.filter(({ method }) => method === 'Network.requestWillBeSent');
    const urls = requests.map(({ params }) => new URL(params.request.url));
    const elsewhere = urls.filter(({ protocol, origin }) => protocol !== 'data:' && origin !== service.url);
    expect(urls.length).toBeGreaterThan(5);
    expect(elsewhere.map(String)).toEqual([]);
    expect(page.events.filter(isError).map(({ params }) => params)).toEqual([]);
  });
});
