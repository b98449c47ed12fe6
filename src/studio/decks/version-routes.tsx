import { Hono, type Context } from 'hono';
import { keepAndCheck, keepUnlessChanged, openDeck } from '../../app/authoring/drafts.ts';
import { restoreDeck } from '../../app/authoring/save-deck.ts';
import { transact } from '../../app/shared/transact.ts';
import { titleIn } from '../../decks/editing/deck-title.ts';
import { LARGEST_BYTES } from '../../decks/reading/size-limit.ts';
import type { DeckChanges } from '../../domain/deck-changes.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { refused } from '../access/require-manager.tsx';
import type { StudioEnv } from '../parts.ts';
import { CodeArea, PostButton } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { Marks } from '../view/marks.tsx';
import { bad, good, leadTo, takeNote } from '../view/notes.ts';
import { ChangedLines } from './changed-lines.tsx';
import { elsewhere, noDeck } from './deck-routes.tsx';
import {
  bodyOf,
  deckIdOf,
  fingerprint,
  loadDeck,
  plainLines,
  type LoadedDeck,
} from './loaded-deck.ts';
import { DRAFT_FORM } from './draft-form.ts';
import { Saved } from './question-page.tsx';

/** A deck's YAML as a whole, its versions, and what is done with them. */
export function versionRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/decks/:deck/yaml', (c) => showYaml(c));
  app.post('/studio/decks/:deck/yaml', (c) => changeYaml(c));
  app.get('/studio/decks/:deck/versions', (c) => showVersions(c));
  app.get('/studio/decks/:deck/versions/:version', (c) => showVersion(c));
  app.post('/studio/decks/:deck/restore', (c) => restore(c));
  return app;
}

async function showYaml(c: Context<StudioEnv>) {
  const loaded = await loadDeck(c);
  if (loaded === null) return noDeck(c);
  const { words } = c.var;
  const title = `${loaded.checked.written?.settings.title ?? loaded.id}: ${words.deckYaml()}`;
  return c.html(
    studioPage(
      framed(c, { title, section: 'decks', hasEditor: true }),
      <WholeYaml words={words} loaded={loaded} />,
    ),
  );
}

async function changeYaml(c: Context<StudioEnv>) {
  const loaded = await loadDeck(c);
  if (loaded === null) return noDeck(c);
  const { words, request, visitor } = c.var;
  const body = await bodyOf(c);
  const source = plainLines(body.get('source') ?? '');
  if (body.get('seen') !== fingerprint(loaded.open.source)) return elsewhere(c);
  if (Buffer.byteLength(source) > LARGEST_BYTES)
    return refused(c, words, { status: 413, sentence: words.tooMuch() });
  const { id, open } = loaded;
  const written = { deck: id, member: visitor.member, source, seen: open.source };
  if (c.req.header('hx-request') === undefined) {
    const kept = await transact(request, (work) => keepUnlessChanged(work, written));
    return kept === 'kept' ? c.redirect(`/studio/decks/${id}/yaml`, 303) : elsewhere(c);
  }
  const { kept, checked } = await keepAndCheck(request, written);
  if (kept !== 'kept') return elsewhere(c);
  return c.html(
    <>
      <Saved words={words} />
      <Seen source={source} swaps />
      <Marks words={words} marks={checked.marks} swaps />
    </>,
  );
}

async function showVersion(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const [id, version] = [deckIdOf(c), Number(c.req.param('version'))];
  if (!Number.isSafeInteger(version)) return noDeck(c);
  const { source, before, open } = await transact(request, async ({ tx }) => ({
    source: await tx.decks.source(id, version),
    before: await tx.decks.source(id, version - 1),
    open: await openDeck({ tx }, id, visitor.member),
  }));
  if (source === null) return noDeck(c);
  const path = `/studio/decks/${id}`;
  const draft = open?.isDraft === true ? open : null;
  // What is in the way of the reader's draft can be published over once they have seen it.
  const isInTheWay = draft !== null && draft.base < version && draft.newest === version;
  return c.html(
    studioPage(
      framed(c, {
        title: `${titleIn(source) ?? id}: ${words.version({ version })}`,
        section: 'decks',
      }),
      <>
        <div class="actions">
          <a class="button" href={`${path}/versions`}>
            {words.deckHistory()}
          </a>
          <a class="button" href={path}>
            {words.backToDeck()}
          </a>
          <PostButton
            action={`${path}/restore`}
            label={words.restore()}
            fields={{ version: String(version) }}
          />
          {isInTheWay ? (
            <PostButton
              action={`${path}/publish`}
              label={words.publishOver()}
              fields={{ over: String(version) }}
            />
          ) : null}
        </div>
        {draft === null ? null : (
          <ChangedLines
            words={words}
            heading={words.changesOfDraft()}
            before={source}
            after={draft.source}
          />
        )}
        {before === null ? null : (
          <ChangedLines
            words={words}
            heading={words.changesSince({ version: version - 1 })}
            before={before}
            after={source}
          />
        )}
        <h2>{words.deckYaml()}</h2>
        <pre class="code" tabindex={0}>
          {source}
        </pre>
      </>,
    ),
  );
}

async function restore(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const id = deckIdOf(c);
  const version = Number((await bodyOf(c)).get('version'));
  if (!Number.isSafeInteger(version)) return noDeck(c);
  const { member, workspace } = visitor;
  const { known, hasDraft } = await transact(request, async ({ tx }) => ({
    known: await tx.decks.source(id, version),
    hasDraft: (await tx.decks.draft(id, member)) !== null,
  }));
  if (known === null) return noDeck(c);
  const restored = await restoreDeck(request.app, workspace, { id, version, member });
  const path = `/studio/decks/${id}/versions`;
  const note =
    restored === null
      ? bad(words.notRestored())
      : good(words.restored({ version: restored, hasDraft }));
  return leadTo(c, path, note);
}

/** The whole deck in an editor with numbered lines and marks as one types. */
function WholeYaml({
  words,
  loaded,
}: {
  readonly words: StudioWords;
  readonly loaded: LoadedDeck;
}) {
  const path = `/studio/decks/${loaded.id}`;
  return (
    <>
      <div class="actions">
        <a class="button" href={path}>
          {words.backToDeck()}
        </a>
      </div>
      <p class="hint">{words.publishNote()}</p>
      <div class="columns wide">
        <form
          class="yaml"
          method="post"
          action={`${path}/yaml`}
          hx-post={`${path}/yaml`}
          {...DRAFT_FORM}
          novalidate
        >
          <Seen source={loaded.open.source} />
          <label class="unseen" for="source">
            {words.asYaml()}
          </label>
          <CodeArea name="source" value={loaded.open.source} rows={36} keys={words.editorKeys()} />
          <button type="submit">{words.saveDraft()}</button>
        </form>
        <div class="beside">
          <p id="saved" class="saved"></p>
          <Marks words={words} marks={loaded.checked.marks} />
        </div>
      </div>
    </>
  );
}

function Seen({ source, swaps = false }: { readonly source: string; readonly swaps?: boolean }) {
  return (
    <input
      type="hidden"
      id="seen"
      name="seen"
      value={fingerprint(source)}
      {...(swaps ? { 'hx-swap-oob': 'true' } : {})}
    />
  );
}

async function showVersions(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const id = c.req.param('deck') ?? '';
  const found = await transact(request, async ({ tx }) => {
    const versions = [];
    for (const version of await tx.decks.history(id)) {
      const name = (await tx.members.get(version.member))?.name ?? '';
      versions.push({ ...version, name: name === '' ? words.formerMember() : name });
    }
    return { versions, open: await openDeck({ tx }, id, visitor.member) };
  });
  if (found.versions.length === 0 && found.open === null) return noDeck(c);
  const newest = found.versions[0]?.version;
  const frame = framed(c, {
    title: `${titleIn(found.open?.source ?? '') ?? id}: ${words.deckHistory()}`,
    section: 'decks',
    note: takeNote(c),
  });
  return c.html(
    studioPage(
      frame,
      <>
        <div class="actions">
          <a class="button" href={`/studio/decks/${id}`}>
            {words.backToDeck()}
          </a>
        </div>
        <ul class="rows">
          {found.versions.map(({ version, name, at, changes }) => (
            <li>
              <a class="name" href={`/studio/decks/${id}/versions/${version}`}>
                {words.version({ version })}
              </a>
              <p class="facts">
                {version === newest ? <span class="flag">{words.newest()}</span> : null}
                <time datetime={new Date(at).toISOString()} data-show="datetime">
                  {new Date(at).toISOString().slice(0, 16).replace('T', ' ')}
                </time>
                <span>{words.savedBy({ name })}</span>
                <span>{changesSaid(words, changes)}</span>
              </p>
              {version === newest ? null : (
                <PostButton
                  action={`/studio/decks/${id}/restore`}
                  label={words.restore()}
                  title={`${words.restore()}: ${words.version({ version })}`}
                  fields={{ version: String(version) }}
                />
              )}
            </li>
          ))}
        </ul>
      </>,
    ),
  );
}

function changesSaid(words: StudioWords, changes: DeckChanges): string {
  const [added, changed, removed] = [changes.added, changes.changed, changes.removed].map(
    (ids) => ids.length,
  );
  const said = [
    words.changedQuestions({ added: added ?? 0, changed: changed ?? 0, removed: removed ?? 0 }),
    ...(changes.settings ? [words.changedSettings()] : []),
    ...(changes.order ? [words.changedOrder()] : []),
  ].filter((part) => part !== '');
  return said.length === 0 ? words.unchanged() : said.join(', ');
}
