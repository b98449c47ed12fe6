import { withBase } from '../../../pages/page-style.ts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The same for `src/adapters/web/setup` and the built `dist/adapters/web/setup`. */
const OURS = new URL('../../../../src/adapters/web/', import.meta.url);
const require = createRequire(import.meta.url);

export interface StaticFile {
  readonly type: string;
  readonly body: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';

/** Every file that the page loads, read once. Only these names are served, so there is no path to climb. */
export function staticFiles(): ReadonlyMap<string, StaticFile> {
  const ours = (name: string): string => readFileSync(new URL(name, OURS), 'utf8');
  const theirs = (name: string): string => readFileSync(require.resolve(name), 'utf8');
  return new Map([
    ['style.css', { type: 'text/css; charset=utf-8', body: withBase(ours('style.css')) }],
    ['client.js', { type: SCRIPT, body: ours('client.js') }],
    ['icon.svg', { type: 'image/svg+xml', body: ours('icon.svg') }],
    ['htmx.js', { type: SCRIPT, body: theirs('htmx.org/dist/htmx.min.js') }],
    ['sse.js', { type: SCRIPT, body: theirs('htmx-ext-sse/dist/sse.min.js') }],
  ]);
}
