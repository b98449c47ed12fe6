import type { Child, FC } from 'hono/jsx';
import type { Language } from '../../../domain/language.ts';
import { HTMX_CONFIG } from '../../../pages/htmx-config.ts';
import { markup } from './markup.ts';

const HTMX = JSON.stringify({ ...HTMX_CONFIG, defaultSwapStyle: 'none' });

/** Every page: its head, and no script where nothing is live. */
export const Page: FC<{ title: string; live: boolean; language: Language; children?: Child }> = ({
  title,
  language,
  live,
  children,
}) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {live ? <meta name="htmx-config" content={HTMX} /> : null}
      <title>{title}</title>
      <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/static/style.css" />
      {live ? (
        <>
          <script src="/static/htmx.js" defer></script>
          <script src="/static/sse.js" defer></script>
          <script src="/static/client.js" defer></script>
        </>
      ) : null}
    </head>
    {children}
  </html>
);

export function htmlDocument(page: unknown): string {
  return `<!doctype html>${markup(page)}`;
}
