// Part of the build: bundles the program into dist. A start from single modules opens over 1,000 files, which takes most
// of its time (docs/decisions/0033-bundled-program.md).
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Modules that are started by their path: the program, its threads and its child process. */
const ENTRIES = [
  'main',
  'decks/reading/read-worker',
  'cli/deck-workshop-thread',
  'decks/importing/parser-process',
];
/** Packages of many small ES modules. The others stay in node_modules: CommonJS, SDKs, native parts, files. */
const BUNDLED = new Set(['hono', 'kysely', 'lru-cache', 'temporal-polyfill', 'zod']);

const root = process.cwd();
const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.keys({ ...dependencies, ...optionalDependencies });
const external = packages.filter((name) => !BUNDLED.has(name));

/**
 * In a bundle, `import.meta.url` is the chunk's. Modules find their files by where they stand themselves.
 * @type {import('esbuild').Plugin}
 */
const ownUrls = {
  name: 'own-urls',
  setup(bundling) {
    bundling.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
      if (!file.startsWith(path.join(root, 'src'))) return undefined;
      const own = path.relative(path.join(root, 'src'), file).replace(/\.tsx?$/, '.js');
      const url = `new URL(${JSON.stringify(own)}, import.meta.url.replace(/[/]dist[/](?!.*[/]dist[/]).*/, '/dist/')).href`;
      const contents = readFileSync(file, 'utf8').replaceAll('import.meta.url', `(${url})`);
      return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(ENTRIES.map((name) => [name, `src/${name}.ts`])),
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: external.flatMap((name) => [name, `${name}/*`]),
  plugins: [ownUrls],
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});

// What the studio's pages load to edit YAML (docs/decisions/0031-studio.md).
await build({
  entryPoints: ['src/studio/editor/editor.js'],
  outfile: 'dist/studio/editor.js',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  logLevel: 'warning',
});
