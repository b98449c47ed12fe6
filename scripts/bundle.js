// Part of the build: bundles the program into dist. A start from single modules opens over 1,000 files, which takes most
// of its time (docs/decisions/0033-bundled-program.md).
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Modules that are started by their path: the program, its threads and its child process. */
const ENTRIES = [
  'main',
  'decks/reading/read-worker',
  'cli/deck-workshop-thread',
  'decks/importing/parser-process',
];
/** Packages that a start loads. The others stay in node_modules: native parts, files, what only some need. */
const BUNDLED = new Set([
  '@hono/node-server',
  '@slack/web-api',
  'commander',
  'diff',
  'dotenv',
  'hono',
  'kysely',
  'lru-cache',
  'pino',
  'prom-client',
  'temporal-polyfill',
  'ts-fsrs',
  'yaml',
  'zod',
]);
/** What the start's script takes in besides: `require` does not load ES modules on every Node that Deckhand serves. */
const ES_ONLY = ['mdast-util-from-markdown', 'parse5'];
/** For packages in CommonJS: an ES module has no `require` of its own. */
const REQUIRE = `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`;
/** What bin/start-script.js calls, in the mode of ES modules, which is also that of the other bundle. */
const WRAPPER = {
  head: `(function(exports,require,module,__filename,__dirname){"use strict";const importMetaUrl=require("node:url").pathToFileURL(__filename).href;`,
  tail: '})',
};

const root = process.cwd();
const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.keys({ ...dependencies, ...optionalDependencies });
/** @param {readonly string[]} taken */
const externalBut = (...taken) =>
  packages.flatMap((name) =>
    BUNDLED.has(name) || taken.includes(name) ? [] : [name, `${name}/*`],
  );

/**
 * In a bundle, `import.meta.url` is the chunk's. Modules find their files by where they stand themselves. And what zod
 * exports is taken one by one: its object `z` would bring the error messages of fifty languages.
 * @type {import('esbuild').Plugin}
 */
const ownModules = {
  name: 'own-modules',
  setup(bundling) {
    bundling.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
      if (!file.startsWith(path.join(root, 'src'))) return undefined;
      const own = path.relative(path.join(root, 'src'), file).replace(/\.tsx?$/, '.js');
      const url = `new URL(${JSON.stringify(own)}, import.meta.url.replace(/[/]dist[/](?!.*[/]dist[/]).*/, '/dist/')).href`;
      const contents = readFileSync(file, 'utf8')
        .replaceAll('import.meta.url', `(${url})`)
        .replace(/^import (type )?\{ z \} from 'zod';$/m, "import $1* as z from 'zod';");
      return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  plugins: [ownModules],
  // Names stay, for stack traces. What is not there need not be read, nor kept in memory.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 200,
  logLevel: 'warning',
};

// What V8 has compiled of the start stays: it is good for as long as the script is the same.
for (const name of existsSync('dist') ? readdirSync('dist') : [])
  if (name !== 'compiled') rmSync(path.join('dist', name), { recursive: true });
await build({
  ...common,
  entryPoints: Object.fromEntries(ENTRIES.map((name) => [name, `src/${name}.ts`])),
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
  external: externalBut(),
  sourcemap: true,
  sourcesContent: false,
  banner: { js: REQUIRE },
});
// The start alone once more, as one script: V8 can keep what it has compiled of a script, and one file is opened.
await build({
  ...common,
  entryPoints: { start: 'src/cli/bare-start.ts' },
  format: 'cjs',
  external: externalBut(...ES_ONLY),
  define: { 'import.meta.url': 'importMetaUrl', 'import.meta.resolve': 'undefined' },
  supported: { 'dynamic-import': false },
  banner: { js: WRAPPER.head },
  footer: { js: WRAPPER.tail },
});

// V8 keeps a source in two bytes a character if one is beyond Latin-1. esbuild leaves those of regular expressions.
for (const name of readdirSync('dist', { encoding: 'utf8', recursive: true })) {
  if (!name.endsWith('.js')) continue;
  const file = path.join('dist', name);
  const escaped = readFileSync(file, 'utf8').replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(file, escaped);
}

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
