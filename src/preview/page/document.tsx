import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { markup } from '../../adapters/web/render/markup.ts';
import type { Language } from '../../domain/language.ts';
import { previewStyle } from '../style.ts';

/** The same for `src/preview/page` and the built `dist/preview/page`. */
const OURS = new URL('../../../src/preview/page/', import.meta.url);

/** Where a page's style and script are: served beside it, or in the page itself. */
export type Assets =
  | { readonly kind: 'served'; /** Changes when a deck's file does. */ readonly version: string }
  | { readonly kind: 'inline' };

export function pageStyle(): string {
  return `${previewStyle()}\n${readFileSync(new URL('page.css', OURS), 'utf8')}`;
}

export function pageScript(): string {
  return readFileSync(new URL('page.js', OURS), 'utf8');
}

export const Page: FC<{
  title: string;
  language: Language;
  assets: Assets;
  children?: Child;
}> = ({ title, language, assets, children }) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {assets.kind === 'served' ? <ServedAssets /> : <InlineAssets />}
      <title>{title}</title>
    </head>
    <body class="deck-preview" data-version={assets.kind === 'served' ? assets.version : undefined}>
      {children}
    </body>
  </html>
);

const ServedAssets: FC = () => (
  <>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/style.css" />
    <script src="/page.js" defer></script>
  </>
);

/** Nothing but this style and this script may run or be loaded, wherever the file is opened. */
const InlineAssets: FC = () => {
  const style = pageStyle();
  const script = pageScript();
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  return (
    <>
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <style>{raw(style)}</style>
      <script type="module">{raw(script)}</script>
    </>
  );
};

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

export function htmlDocument(page: unknown): string {
  return `<!doctype html>${markup(page)}`;
}
