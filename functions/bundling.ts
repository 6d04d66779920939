import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { assets } from './documents/contract.ts';
import { functions } from './functions.ts';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundles stand: `dist/<function>/index.js`, handler `index.handler`. */
export const bundleDirectory = fileURLToPath(new URL('../dist', import.meta.url));

/** Bundles every function in one call: CommonJS (it loads faster than ESM), the SDK included, nothing external; and copies what the docs page loads. */
export async function bundleFunctions(outdir = bundleDirectory): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const names = Object.keys(functions);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    sourcemap: false,
    metafile: true,
    legalComments: 'none',
    // CommonJS has its folder under another name.
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'warning',
  });
  await writeFile(`${outdir}/package.json`, '{"type":"commonjs"}\n');
  await copyAssets(`${outdir}/documents/assets`);
  return metafile;
}

/** The files of the docs page: our own, and those of Swagger UI. */
async function copyAssets(target: string): Promise<void> {
  const swaggerUi = dirname(require.resolve('swagger-ui-dist/package.json'));
  await mkdir(target);
  for (const name of Object.keys(assets)) {
    const home = name.startsWith('swagger-ui') ? swaggerUi : `${root}functions/documents/assets`;
    await cp(`${home}/${name}`, `${target}/${name}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleFunctions();
