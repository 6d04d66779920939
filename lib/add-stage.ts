import { Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';

/** The two stacks of a stage. */
interface StageStacks {
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/** Adds a stage to an app; the functions' code is read from `<bundleDirectory>/<function>`. */
export function addStage(scope: Construct, stage: Stage, bundleDirectory: string): StageStacks {
  const data = new DataStack(scope, stage);
  const service = new ServiceStack(scope, { stage, resources: data.resources, bundleDirectory });
  for (const stack of [data, service]) {
    Tags.of(stack).add('service', 'assay');
    Tags.of(stack).add('stage', stage.name);
  }
  return { data, service };
}
