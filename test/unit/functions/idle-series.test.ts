import { expect, test } from '@jest/globals';
import { contracts } from '../../../functions/contracts.ts';
import { idleSeries } from '../../../functions/prometheus/idle-series.ts';
import type { RouteName } from '../../../functions/routes.ts';

const requests = idleSeries.evaluation_requests_total ?? [];

test.each(requests)('the idle series of $endpoint has the status of its success', ({ endpoint, status }) => {
  const { contract } = contracts[endpoint as RouteName];

  if (!('replies' in contract)) throw new Error(`${endpoint} is limited and has no replies`);
  expect(Object.keys(contract.replies)).toContain(status);
});
