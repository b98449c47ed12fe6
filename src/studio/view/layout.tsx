import type { Child, FC } from 'hono/jsx';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { StudioWords } from '../../i18n/studio.ts';
import { HTMX_CONFIG } from '../../pages/htmx-config.ts';
import type { StudioEnv } from '../parts.ts';

const HTMX = JSON.stringify(HTMX_CONFIG);

/** The parts of the studio, as they stand in its navigation. */
export type Section = 'decks' | 'report' | 'suggestions' | 'schedules' | 'settings';

const SECTIONS: readonly { readonly section: Section; readonly path: string }[] = [
  { section: 'decks', path: '/studio' },
  { section: 'report', path: '/studio/report' },
  { section: 'suggestions', path: '/studio/suggestions' },
  { section: 'schedules', path: '/studio/schedules' },
  { section: 'settings', path: '/studio/settings' },
];

/** A page for a manager who is signed in. */
export function framed(
  c: Context<StudioEnv>,
  frame: Pick<PageFrame, 'title' | 'section' | 'note' | 'hasEditor' | 'hasPreview' | 'hasReport'>,
): PageFrame {
  return { ...frame, words: c.var.words, fromChat: c.var.fromChat };
}

export interface PageFrame {
  readonly words: StudioWords;
  readonly title: string;
  /** Null on pages of no part. */
  readonly section: Section | null;
  /** What became of the last request, shown above the content; null for nothing. */
  readonly note?: { readonly sentence: string; readonly isBad: boolean } | null;
  /**
   * Whether the reader came from the local chat, and goes back there instead of signing out. Undefined where nobody is
   * signed in: such a page has no navigation.
   */
  readonly fromChat?: boolean;
  /** Whether the page edits YAML. */
  readonly hasEditor?: boolean;
  /** Whether the page shows messages as platforms draw them. */
  readonly hasPreview?: boolean;
  /** Whether the page is a report, which brings its own heading. */
  readonly hasReport?: boolean;
}

/** A whole page of the studio. */
export function studioPage(frame: PageFrame, content: Child) {
  return html`<!doctype html>${(<Document frame={frame}>{content}</Document>)}`;
}

const Document: FC<{ frame: PageFrame; children?: Child }> = ({ frame, children }) => {
  const { words, title, note, fromChat } = frame;
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX} />
        <title>{`${title} · ${words.studio()}`}</title>
        <link rel="icon" href="/studio/static/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/studio/static/studio.css" />
        {frame.hasReport === true ? (
          <link rel="stylesheet" href="/studio/static/report.css" />
        ) : null}
        {frame.hasPreview === true ? (
          <link rel="stylesheet" href="/studio/static/preview.css" />
        ) : null}
        <script src="/studio/static/htmx.js" defer></script>
        {frame.hasEditor === true ? <script src="/studio/static/editor.js" defer></script> : null}
        <script src="/studio/static/studio.js" defer></script>
      </head>
      <body data-silent={words.silent()} data-too-much={words.tooMuch()} data-locale={words.locale}>
        <a class="skip" href="#content">
          {words.skip()}
        </a>
        {fromChat === undefined ? null : <Header frame={frame} />}
        <main id="content" tabindex={-1}>
          {frame.hasReport === true ? null : <h1>{title}</h1>}
          {note == null ? null : (
            <p class={`note ${note.isBad ? 'bad' : 'good'}`} role={note.isBad ? 'alert' : 'status'}>
              {note.sentence}
            </p>
          )}
          {children}
        </main>
        <p id="trouble" role="status"></p>
        <p id="spoken" class="unseen" role="status"></p>
      </body>
    </html>
  );
};

const Header: FC<{ frame: PageFrame }> = ({ frame }) => {
  const { words, section, fromChat } = frame;
  return (
    <header>
      <p class="brand">
        Deckhand <span>{words.studio()}</span>
      </p>
      <nav aria-label={words.navigation()}>
        <ul>
          {SECTIONS.map((one) => (
            <li>
              <a href={one.path} aria-current={one.section === section ? 'page' : undefined}>
                {words[one.section]()}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {fromChat === true ? (
        <a class="leave" href="/">
          {words.backToChat()}
        </a>
      ) : (
        <form class="leave" method="post" action="/studio/leave">
          <button type="submit" class="quiet">
            {words.leave()}
          </button>
        </form>
      )}
    </header>
  );
};
