import {
  ApiKey,
  Period,
  type RestApi,
  type ThrottlingPerMethod,
  UsagePlan,
} from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { routes } from '../functions/routes.ts';
import { type UsagePlan as Plan, usagePlans } from '../functions/usage-plans.ts';
import type { RouteMethods } from './api-routes.ts';
import type { Stage } from './stages.ts';

/** What the plans apply to. */
interface GatewayPlansProps {
  readonly stage: Stage;
  readonly api: RestApi;
  readonly methods: RouteMethods;
}

/** The usage plans of the gateway, and the key that comes with the stage. */
export class GatewayPlans extends Construct {
  readonly defaultKey: ApiKey;

  constructor(scope: Construct, id: string, props: GatewayPlansProps) {
    super(scope, id);
    const { stage } = props;
    // Without a value here API Gateway generates one, so no key stands in a template.
    this.defaultKey = new ApiKey(this, 'DefaultKey', {
      apiKeyName: `assay-${stage.name}-default`,
      description: `Assay (${stage.name}): the key that comes with the stage`,
    });
    for (const [name, plan] of Object.entries(usagePlans)) {
      const usagePlan = createUsagePlan(this, { name, plan }, props);
      if (name === stage.defaultKeyPlan) usagePlan.addApiKey(this.defaultKey);
    }
  }
}

/** The gateway's burst is twice the plan's, so that the service meets bursts first and answers with its own headers. */
function createUsagePlan(
  scope: Construct,
  { name, plan }: { readonly name: string; readonly plan: Plan },
  { stage, api, methods }: GatewayPlansProps,
): UsagePlan {
  const burstLimit = 2 * plan.burst;
  return new UsagePlan(scope, name, {
    name: `assay-${stage.name}-${name}`,
    throttle: { rateLimit: plan.perMinute / 60, burstLimit },
    quota: { limit: plan.requestsPerDay, period: Period.DAY },
    apiStages: [
      {
        stage: api.deploymentStage,
        throttle: batchThrottles(methods, { rateLimit: plan.batchPerMinute / 60, burstLimit }),
      },
    ],
  });
}

function batchThrottles(
  methods: RouteMethods,
  throttle: ThrottlingPerMethod['throttle'],
): ThrottlingPerMethod[] {
  const batchRoutes = routes.filter(({ limit }) => limit === 'batch');
  return batchRoutes.flatMap(({ name }) => {
    const method = methods[name];
    return method ? [{ method, throttle }] : [];
  });
}
