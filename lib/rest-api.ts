import {
  AccessLogField,
  AccessLogFormat,
  ApiKeySourceType,
  EndpointType,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type Access, routes } from '../functions/routes.ts';
import { addRoutes, methodsOf, type RouteMethods } from './api-routes.ts';
import { overrideGatewayResponses } from './gateway-responses.ts';
import type { ServiceFunctions } from './service-function.ts';
import type { Stage } from './stages.ts';

/** Every URL of the service starts with this segment. */
const stageName = 'api';
const logging = { loggingLevel: MethodLoggingLevel.ERROR, dataTraceEnabled: false };
/** Calls a second, for all callers together, of what needs no key. */
const openRates: Readonly<Record<Exclude<Access, 'key'>, number>> = { open: 20, metrics: 1 };

/** The gateway of a stage: its routes, its logs, its throttles and its own answers. */
export class ServiceApi extends Construct {
  readonly api: RestApi;
  readonly methods: RouteMethods;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly stage: Stage; readonly functions: ServiceFunctions },
  ) {
    super(scope, id);
    const { stage, functions } = props;
    this.api = createRestApi(this, stage);
    keepExecutionLog(this, this.api, stage);
    this.methods = addRoutes(this.api, functions);
    overrideGatewayResponses(this.api);
    acknowledgeFindings(this.api, stage);
  }
}

function createRestApi(scope: Construct, stage: Stage): RestApi {
  return new RestApi(scope, 'RestApi', {
    restApiName: `assay-${stage.name}`,
    description: `Assay (${stage.name}): evaluations of language-model output`,
    endpointTypes: [EndpointType.REGIONAL],
    apiKeySourceType: ApiKeySourceType.HEADER,
    deployOptions: stageOptions(scope, stage),
    ...(stage.gatewayCloudWatchRole
      ? { cloudWatchRole: true, cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }
      : { cloudWatchRole: false }),
  });
}

function stageOptions(scope: Construct, stage: Stage): StageOptions {
  const accessLog = new LogGroup(scope, 'AccessLog', {
    logGroupName: `/aws/apigateway/assay-${stage.name}/access`,
    retention: stage.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return {
    stageName,
    description: `Assay (${stage.name})`,
    tracingEnabled: true,
    ...logging,
    ...throttle(stage.callsPerSecond),
    methodOptions: openMethodOptions(),
    accessLogDestination: new LogGroupLogDestination(accessLog),
    accessLogFormat: accessLogFormat(),
  };
}

/** A method with options of its own inherits nothing from the stage, so the logging stands in each. */
function openMethodOptions(): Record<string, MethodDeploymentOptions> {
  return Object.fromEntries(
    routes.flatMap((route) => {
      const { access, path } = route;
      if (access === 'key') return [];
      const options = { ...logging, ...throttle(openRates[access]) };
      return methodsOf(route).map((method) => [`${path}/${method}`, options]);
    }),
  );
}

function throttle(callsPerSecond: number): MethodDeploymentOptions {
  return { throttlingRateLimit: callsPerSecond, throttlingBurstLimit: 2 * callsPerSecond };
}

/** One JSON line per call; a key's value is never among the fields. */
function accessLogFormat(): AccessLogFormat {
  const fields = {
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    ip: AccessLogField.contextIdentitySourceIp(),
    method: AccessLogField.contextHttpMethod(),
    resourcePath: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    error: AccessLogField.contextErrorResponseType(),
    latency: AccessLogField.contextResponseLatency(),
  };
  return AccessLogFormat.custom(JSON.stringify(fields));
}

/** The gateway would create this log group by itself, and keep it for ever. */
function keepExecutionLog(scope: Construct, api: RestApi, stage: Stage): void {
  const log = new LogGroup(scope, 'ExecutionLog', {
    logGroupName: `API-Gateway-Execution-Logs_${api.restApiId}/${stageName}`,
    retention: stage.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  api.deploymentStage.node.addDependency(log);
}

function acknowledgeFindings(api: RestApi, stage: Stage): void {
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG2',
    reason: 'The functions parse every body with the schema that types them, and answer field by field.',
  });
  Validations.of(api.deploymentStage).acknowledge({
    id: 'AwsSolutions-APIG3',
    reason: 'Keys, plans and throttles bound every caller; there is no web ACL.',
  });
  if (stage.gatewayCloudWatchRole) {
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason: 'The role belongs to the gateway of the whole account; AWS prescribes this policy for it.',
    });
  }
}
