import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { functions } from '../../functions/functions.ts';
import { addStage } from '../../lib/add-stage.ts';
import type { Stage } from '../../lib/stages.ts';

/** A resource of a template; the test that asks for a type says which properties it reads. */
interface TemplateResource<Properties> {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DependsOn?: readonly string[];
}

/** A synthesized template. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource<unknown>>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

/** A stage as it would be deployed, over bundles that hold next to nothing. */
interface SynthesizedStage {
  readonly app: App;
  readonly data: Template;
  readonly service: Template;
  readonly terminationProtection: readonly boolean[];
}

/** Synthesizes a stage with the context of cdk.json. */
export function synthesize(stage: Stage): SynthesizedStage {
  const folder = mkdtempSync(join(tmpdir(), 'assay-infra-'));
  try {
    const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
    const app = new App({ analyticsReporting: false, context, outdir: join(folder, 'cdk.out') });
    const { data, service } = addStage(app, stage, writeBundles(folder));
    const assembly = app.synth();
    const artifacts = [data, service].map(({ artifactId }) => assembly.getStackArtifact(artifactId));
    const [dataTemplate, serviceTemplate] = artifacts.map(({ template }) => template as Template);
    if (!dataTemplate || !serviceTemplate) throw new Error('a stage has two stacks');
    const terminationProtection = artifacts.map((artifact) => artifact.terminationProtection ?? false);
    return { app, data: dataTemplate, service: serviceTemplate, terminationProtection };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeBundles(folder: string): string {
  const bundles = join(folder, 'bundles');
  for (const name of Object.keys(functions)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.js'), 'exports.handler = async () => ({ statusCode: 204 });\n');
  }
  return bundles;
}

/** The properties of every resource of a type, by logical id. */
export function resourcesOf<Properties>(template: Template, type: string): ReadonlyMap<string, Properties> {
  const matching = Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
  return new Map(matching.map(([id, resource]) => [id, resource.Properties as Properties]));
}

/** The properties of the only resource of a type. */
export function onlyResourceOf<Properties>(template: Template, type: string): Properties {
  const [first, ...others] = resourcesOf<Properties>(template, type).values();
  if (!first || others.length > 0)
    throw new Error(`expected one ${type}, found ${first ? 1 + others.length : 0}`);
  return first;
}

/** `{ Ref }` and `{ 'Fn::GetAtt' }` as the logical id they name. */
export function idOf(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  const id = Ref ?? attribute?.[0];
  if (id === undefined) throw new Error(`no reference: ${JSON.stringify(reference)}`);
  return id;
}
