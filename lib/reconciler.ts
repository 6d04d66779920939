import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Runs the reconciler every minute. A run is never repeated, neither by the rule nor by Lambda: the next one is a minute away. */
export class Reconciler extends Construct {
  constructor(scope: Construct, id: string, target: LambdaFunction) {
    super(scope, id);
    const interval = Duration.minutes(1);
    target.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
    new Rule(this, 'EveryMinute', {
      description: 'Reconciles the batches that are not terminal',
      schedule: Schedule.rate(interval),
      targets: [new FunctionTarget(target, { retryAttempts: 0 })],
    });
  }
}
