import { join } from 'node:path';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type FunctionName, type FunctionSpec, functions } from '../functions/functions.ts';
import type { DataResources } from './data-stack.ts';
import { environmentFor } from './function-environment.ts';
import { grantsFor, payloadObjects } from './function-grants.ts';
import type { Stage } from './stages.ts';

/** What every function of a stage is made from. */
export interface FunctionSetting {
  readonly stage: Stage;
  readonly resources: DataResources;
  /** Holds `<function>/index.js` for every function. */
  readonly bundleDirectory: string;
}

/** Every function of the service by name. */
export type ServiceFunctions = Readonly<Record<FunctionName, LambdaFunction>>;

/** Every function of functions.ts. */
export function createServiceFunctions(scope: Construct, setting: FunctionSetting): ServiceFunctions {
  const names = Object.keys(functions) as FunctionName[];
  return Object.fromEntries(
    names.map((name) => [name, createServiceFunction(scope, name, setting)]),
  ) as ServiceFunctions;
}

/** One function with the house defaults, its own role and its own log group. */
function createServiceFunction(
  scope: Construct,
  name: FunctionName,
  setting: FunctionSetting,
): LambdaFunction {
  const { stage, resources, bundleDirectory } = setting;
  const { timeoutSeconds, memoryMegabytes, touches }: FunctionSpec = functions[name];
  const home = new Construct(scope, name);
  const functionName = `assay-${stage.name}-${name}`;
  const logGroup = new LogGroup(home, 'Log', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: stage.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new LambdaFunction(home, 'Function', {
    functionName,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(bundleDirectory, name)),
    handler: 'index.handler',
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMegabytes,
    tracing: Tracing.ACTIVE,
    logGroup,
    role: createRole(home, { touches, resources, logGroup }),
    environment: { ...environmentFor(touches, resources, stage) },
  });
}

interface RoleSetting extends Pick<FunctionSpec, 'touches'>, Pick<FunctionSetting, 'resources'> {
  readonly logGroup: LogGroup;
}

function createRole(scope: Construct, { touches, resources, logGroup }: RoleSetting): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  for (const statement of grantsFor(touches, resources)) role.addToPolicy(statement);
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray has no resources to name: its two write actions exist for every resource only.',
  });
  if (touches.bucket) {
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${payloadObjects(resources).finding}]`,
      reason:
        'The keys of payloads are made at run time; the bucket holds nothing but payloads of this service.',
    });
  }
  return role;
}
