import { existsSync, readFileSync } from 'node:fs';
import { withBase } from '../pages/page-style.ts';
import { previewStyle } from '../preview/index.tsx';
import { createRequire } from 'node:module';

/** The same for `src/studio` and the built `dist/studio`. */
const OURS = new URL('../../src/studio/static/', import.meta.url);
/** `npm run build` makes it; without it, pages have a textarea. */
const EDITOR = new URL('../../dist/studio/editor.js', import.meta.url);
const require = createRequire(import.meta.url);

export interface StaticFile {
  readonly type: string;
  readonly body: string;
}

/** Every file that the studio's pages load, read once. Only these names are served, so there is no path to climb. */
export function staticFiles(): ReadonlyMap<string, StaticFile> {
  const script = 'text/javascript; charset=utf-8';
  const ours = (name: string): string => readFileSync(new URL(name, OURS), 'utf8');
  const editor = existsSync(EDITOR) ? readFileSync(EDITOR, 'utf8') : '';
  return new Map([
    ['studio.css', { type: 'text/css; charset=utf-8', body: withBase(ours('studio.css')) }],
    ['preview.css', { type: 'text/css; charset=utf-8', body: previewStyle() }],
    [
      'report.css',
      {
        type: 'text/css; charset=utf-8',
        body: readFileSync(new URL('../report/report.css', OURS), 'utf8'),
      },
    ],
    ['icon.svg', { type: 'image/svg+xml', body: ours('icon.svg') }],
    ['editor.js', { type: script, body: editor }],
    ['studio.js', { type: script, body: ours('studio.js') }],
    [
      'htmx.js',
      { type: script, body: readFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'utf8') },
    ],
  ]);
}
