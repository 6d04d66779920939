import { expect, test } from '@jest/globals';
import { mayScrape } from '../../../src/tenancy/scrape-access.ts';

const token = 'a-token-of-some-length';

test.each([
  ['nothing is configured', { cidrs: [], token: undefined }, '127.0.0.1', undefined, false],
  ['the address is listed', { cidrs: ['203.0.113.0/24'], token: undefined }, '203.0.113.9', undefined, true],
  [
    'the address is not listed',
    { cidrs: ['203.0.113.0/24'], token: undefined },
    '203.0.114.9',
    undefined,
    false,
  ],
  [
    'an IPv6 network is listed',
    { cidrs: ['2001:db8::/32'], token: undefined },
    '2001:db8::1',
    undefined,
    true,
  ],
  [
    'a single address is listed',
    { cidrs: ['203.0.113.9'], token: undefined },
    '203.0.113.9',
    undefined,
    true,
  ],
  ['the token is right', { cidrs: [], token }, '203.0.113.9', `Bearer ${token}`, true],
  ['the token is wrong', { cidrs: [], token }, '203.0.113.9', 'Bearer another', false],
])('%s: %p', (_case, access, address, authorization, allowed) => {
  expect(mayScrape(access, address, authorization)).toBe(allowed);
});
