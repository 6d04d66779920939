import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type IndexDefinition, tableDefinition } from '../src/store/table.ts';
import type { Stage } from './stages.ts';

const indexes: readonly (readonly [string, IndexDefinition])[] = Object.entries(tableDefinition.indexes);

/** The table of everything the service knows, and the bucket of what is too large for it. */
export class Storage extends Construct {
  readonly table: Table;
  readonly payloadBucket: Bucket;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.table = createTable(this, stage);
    this.payloadBucket = createPayloadBucket(this, stage);
  }
}

function createTable(scope: Construct, stage: Stage): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: stringKey(tableDefinition.partitionKey),
    sortKey: stringKey(tableDefinition.sortKey),
    timeToLiveAttribute: tableDefinition.timeToLiveAttribute,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.protect,
    removalPolicy: stage.removalPolicy,
  });
  for (const [indexName, { partitionKey, sortKey, attributes }] of indexes) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: stringKey(partitionKey),
      sortKey: stringKey(sortKey),
      ...(attributes.length > 0
        ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] }
        : { projectionType: ProjectionType.KEYS_ONLY }),
    });
  }
  return table;
}

function stringKey(name: string): { readonly name: string; readonly type: AttributeType } {
  return { name, type: AttributeType.STRING };
}

function createPayloadBucket(scope: Construct, stage: Stage): Bucket {
  const bucket = new Bucket(scope, 'PayloadBucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: stage.removalPolicy,
    lifecycleRules: [
      { id: 'batch-payloads', prefix: 'batches/', expiration: Duration.days(stage.payloadRetentionDays) },
      { id: 'batch-results', prefix: 'results/', expiration: Duration.days(stage.resultRetentionDays) },
      // A batch that is not split within a day has failed: nothing reads its files any more.
      { id: 'uploaded-files', prefix: 'uploads/', expiration: Duration.days(2) },
      { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Only the functions of this service read or write the bucket; each access is a line of their own logs and traces.',
  });
  return bucket;
}
