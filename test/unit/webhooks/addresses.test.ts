import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isClosed } from '../../../src/webhooks/network/addresses.ts';

const open = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.215.14',
  '172.32.0.1',
  '192.169.0.1',
  '100.128.0.1',
  '169.253.0.1',
];
const openV6 = ['2606:4700:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888', '2600::1'];

test.each([...open, ...openV6])('%s is open', (address) => {
  expect(isClosed(address, false)).toBe(false);
});

test.each(['', 'localhost', '127.1', '0x7f.1', '::1%lo', '[::1]', '127.0.0.1:80', '256.0.0.1'])(
  '%j is no plain address and is closed, whatever is allowed',
  (text) => {
    expect([isClosed(text, false), isClosed(text, true)]).toEqual([true, true]);
  },
);

describe('every IPv4 address', () => {
  test('is closed as an IPv6 address that stands for it, open or not', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        for (const form of [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`]) {
          expect(isClosed(form, true)).toBe(true);
        }
      }),
    );
  });

  test('between the first and the last of a private network is closed, and open where that is allowed', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        for (const address of [`127.${a}.${b}.${c}`, `10.${a}.${b}.${c}`, `192.168.${b}.${c}`]) {
          expect([isClosed(address, false), isClosed(address, true)]).toEqual([true, false]);
        }
      }),
    );
  });

  test('that is link-local stays closed', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, (a, b) => {
        expect(isClosed(`169.254.${a}.${b}`, true)).toBe(true);
      }),
    );
  });
});
