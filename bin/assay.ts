import { App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleDirectory, bundleFunctions } from '../functions/bundling.ts';
import { addStage } from '../lib/add-stage.ts';
import { selectStages } from '../lib/stages.ts';

await bundleFunctions();
const app = new App();
for (const stage of selectStages(app.node.tryGetContext('stage'))) addStage(app, stage, bundleDirectory);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
