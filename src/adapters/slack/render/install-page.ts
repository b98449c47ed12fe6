import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Language } from '../../../domain/language.ts';

/** A link of a page that looks like a button. */
export interface PageLink {
  readonly href: string;
  readonly label: string;
}

export interface InstallPage {
  readonly language: Language;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly link: PageLink | null;
  readonly isBad: boolean;
}

const STYLE = `:root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.25}.bad{border-inline-start:.25rem solid light-dark(#b3261e,#ff8a80);padding-inline-start:1rem}
a{display:inline-block;margin-top:.75rem;padding:.65rem 1.2rem;border-radius:.5rem;background:light-dark(#1f3a4d,#9fd0ee);color:light-dark(#fff,#10202b);font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid light-dark(#5aa0c8,#fff);outline-offset:2px}`;

/** What these pages may load: their own style and nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A whole page of the installation. */
export function installPage({ language, title, sentences, link, isBad }: InstallPage): string {
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Deckhand</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${sentences.map((sentence) => html`<p class="${isBad ? 'bad' : 'good'}">${sentence}</p>`)}
          ${link === null ? '' : html`<p><a href="${link.href}">${link.label}</a></p>`}
        </main>
      </body>
    </html> `;
  // Only an element that is made asynchronously gives a promise.
  if (page instanceof Promise) throw new TypeError('a page of the installation is asynchronous');
  return page.toString();
}
