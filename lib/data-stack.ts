import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { createQueues, type ServiceQueues } from './queues.ts';
import type { Stage } from './stages.ts';
import { Storage } from './storage.ts';

/** Where the service keeps things: what its functions are granted, piece by piece. */
export interface DataResources {
  readonly table: Table;
  readonly payloadBucket: Bucket;
  readonly queues: ServiceQueues;
}

/** Everything that holds state, apart from the code, so that the code can be replaced without touching it. */
export class DataStack extends Stack {
  readonly resources: DataResources;

  constructor(scope: Construct, stage: Stage) {
    super(scope, `assay-${stage.name}-data`, {
      description: `Assay (${stage.name}): table, payload bucket and queues`,
      terminationProtection: stage.protect,
    });
    const { table, payloadBucket } = new Storage(this, 'Storage', stage);
    this.resources = { table, payloadBucket, queues: createQueues(this) };
  }
}
