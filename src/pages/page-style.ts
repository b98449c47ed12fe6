import { readFileSync } from 'node:fs';

/** The same for `src/pages` and the built `dist/pages`. */
const BASE = new URL('../../src/pages/base.css', import.meta.url);

/** A page's style sheet behind the colours, fonts and first rules that all pages share. */
export function withBase(style: string): string {
  return `${readFileSync(BASE, 'utf8')}\n${style}`;
}
