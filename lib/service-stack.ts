import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { addConsumers } from './consumers.ts';
import { GatewayPlans } from './gateway-plans.ts';
import { Reconciler } from './reconciler.ts';
import { ServiceApi } from './rest-api.ts';
import { createServiceFunctions, type FunctionSetting } from './service-function.ts';

/** The code of the service and what calls it: the gateway, the work queue, the clock. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, setting: FunctionSetting) {
    const { stage, resources } = setting;
    super(scope, `assay-${stage.name}-service`, {
      description: `Assay (${stage.name}): REST API, functions, worker and reconciler`,
      terminationProtection: stage.protect,
    });
    const functions = createServiceFunctions(this, setting);
    const { api, methods } = new ServiceApi(this, 'Api', { stage, functions });
    const { defaultKey } = new GatewayPlans(this, 'Plans', { stage, api, methods });
    addConsumers(this, { stage, functions, queues: resources.queues });
    new Reconciler(this, 'Reconciler', functions['reconcile-batches']);
    new CfnOutput(this, 'BaseUrl', { value: api.urlForPath('/v1'), description: 'Base URL of the service' });
    new CfnOutput(this, 'DefaultKeyId', {
      value: defaultKey.keyId,
      description: 'Id, not value, of the key that comes with the stage',
    });
  }
}
