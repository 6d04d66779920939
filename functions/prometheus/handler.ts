import { ServiceError } from '../../src/errors.ts';
import { headerOf } from '../../src/http/request.ts';
import { configuredModels, listCircuits } from '../../src/platform/breakers.ts';
import { textEndpoint } from '../../src/platform/plain-entry.ts';
import { environment } from '../../src/platform/process.ts';
import { storing } from '../../src/platform/storing.ts';
import { expose } from '../../src/telemetry/exposition.ts';
import { mayScrape } from '../../src/tenancy/scrape-access.ts';
import { circuitGauge } from './circuit-gauge.ts';
import { metricsContract } from './contract.ts';
import { readGauges } from './gauges.ts';
import { idleSeries } from './idle-series.ts';

const [contentType] = metricsContract.contentTypes;
const loopback = ['127.0.0.0/8', '::1/128'];

/** Everything counted, in the Prometheus text format. */
export const handler = textEndpoint(metricsContract, async ({ event }) => {
  const { METRICS_ENABLED, METRICS_ALLOWED_CIDRS, METRICS_TOKEN, ENVIRONMENT } = environment();
  if (!METRICS_ENABLED) throw new ServiceError('not_found', 'metrics are off');
  const cidrs = METRICS_ALLOWED_CIDRS ?? (ENVIRONMENT === 'development' ? loopback : []);
  const access = { cidrs, token: METRICS_TOKEN };
  if (!mayScrape(access, event.requestContext.identity.sourceIp, headerOf(event, 'authorization'))) {
    throw new ServiceError('forbidden', 'metrics are for listed addresses and bearers of the metrics token');
  }
  const [numbers, gauges, circuits] = await Promise.all([
    storing.counters().readAll(),
    readGauges(),
    listCircuits(),
  ]);
  const states = circuitGauge(circuits, configuredModels(), numbers);
  return { contentType, body: expose(numbers, [...gauges, states], idleSeries) };
});
