import { readFileSync } from 'node:fs';

/** The same for `src/pages` and the built `dist/pages`. */
const PALETTE = new URL('../../src/pages/palette.css', import.meta.url);

/** A page's style sheet behind the colours and fonts that all pages share. */
export function withPalette(style: string): string {
  return `${readFileSync(PALETTE, 'utf8')}\n${style}`;
}
