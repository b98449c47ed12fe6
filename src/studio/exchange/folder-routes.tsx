import { strToU8, zipSync } from 'fflate';
import { Hono, type Context } from 'hono';
import { transact } from '../../app/shared/transact.ts';
import { deckToYaml } from '../../decks/editing/write-deck.ts';
import { EXPORT_FORMATS, exportDeck } from '../../decks/exporting/export-deck.ts';
import type { Deck } from '../../domain/deck.ts';
import { plain } from '../../domain/text.ts';
import { noDeck } from '../decks/deck-routes.tsx';
import { deckIdOf } from '../decks/loaded-deck.ts';
import type { StudioEnv } from '../parts.ts';
import { PostButton } from '../view/fields.tsx';
import { ExportList } from '../view/export-list.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { keepNewDeck } from './new-draft.ts';

/** The extension of each format's files. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  yaml: 'yaml',
  gift: 'gift',
  'moodle-xml': 'xml',
  csv: 'csv',
  anki: 'txt',
  markdown: 'md',
};

/** Decks of the folder, which are read here and copied, and every deck as a file for other programs. */
export function folderRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/export', (c) => exportAll(c));
  app.get('/studio/folder/:deck', (c) => showFolderDeck(c));
  app.post('/studio/folder/:deck/copy', (c) => copyDeck(c));
  app.get('/studio/folder/:deck/export/:format', (c) =>
    exported(c, c.var.request.app.decks.find(deckIdOf(c))),
  );
  app.get('/studio/decks/:deck/export/:format', async (c) => {
    const id = deckIdOf(c);
    const { found, source } = await transact(c.var.request, async ({ tx }) => {
      const found = await tx.decks.get(id);
      return { found, source: found === null ? null : await tx.decks.source(id, found.version) };
    });
    return exported(c, found?.deck ?? null, source);
  });
  return app;
}

function showFolderDeck(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const deck = request.app.decks.find(deckIdOf(c));
  if (deck === null) return noDeck(c);
  const path = `/studio/folder/${deck.id}`;
  return c.html(
    studioPage(
      framed(c, { title: deck.title, section: 'decks' }),
      <>
        <p>{words.readOnly()}</p>
        <div class="actions">
          <PostButton action={`${path}/copy`} label={words.copyDeck()} look="primary" />
        </div>
        <ExportList path={path} words={words} deck={deck} />
        <ol class="rows">
          {deck.questions.map(({ id, ask, options }) => (
            <li>
              <details>
                <summary>{plain(ask)}</summary>
                <ul class="plain">
                  {options.map((option) => (
                    <li>
                      {option.key ? <strong>✓ </strong> : null}
                      {plain(option.text)}
                    </li>
                  ))}
                </ul>
              </details>
              <p class="facts">
                <code>{id}</code>
              </p>
            </li>
          ))}
        </ol>
      </>,
    ),
  );
}

async function copyDeck(c: Context<StudioEnv>) {
  const { request, visitor } = c.var;
  const deck = request.app.decks.find(deckIdOf(c));
  if (deck === null) return noDeck(c);
  const id = await keepNewDeck(request, visitor.member, {
    id: `our-${deck.id}`.slice(0, 40),
    sourceFor: async (id) => deckToYaml(deck, id),
  });
  return c.redirect(`/studio/decks/${id}`, 303);
}

/** Every deck of the workspace as its author wrote it, in one archive. */
async function exportAll(c: Context<StudioEnv>) {
  const files = await transact(c.var.request, async ({ tx }) => {
    const files: Record<string, Uint8Array> = {};
    for (const { deck, version } of await tx.decks.current())
      files[`${deck.id}.yaml`] = strToU8((await tx.decks.source(deck.id, version)) ?? '');
    return files;
  });
  const archive = new Uint8Array(zipSync(files));
  return c.body(archive, 200, {
    'content-type': 'application/zip',
    'content-disposition': 'attachment; filename="decks.zip"',
  });
}

/** @param source the YAML as its author wrote it, with the comments; null where a deck of the folder is made anew */
function exported(c: Context<StudioEnv>, deck: Deck | null, source: string | null = null) {
  if (deck === null) return noDeck(c);
  const given = c.req.param('format') ?? '';
  const format = EXPORT_FORMATS.find((one) => one === given);
  if (format === undefined && given !== 'yaml') return c.notFound();
  const text = format === undefined ? (source ?? deckToYaml(deck)) : exportDeck(deck, format).text;
  return c.body(text, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${deck.id}.${EXTENSIONS[given] ?? 'txt'}"`,
  });
}
