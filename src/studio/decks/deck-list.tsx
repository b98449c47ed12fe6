import type { FC } from 'hono/jsx';
import type { Deck } from '../../domain/deck.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { PostButton } from '../view/fields.tsx';

/** A deck of the workspace in the list. */
export interface ListedDeck {
  readonly id: string;
  readonly title: string;
  /** Null for one that was never published. */
  readonly deck: Deck | null;
  readonly version: number;
  readonly hasDraft: boolean;
}

export interface DeckListView {
  readonly words: StudioWords;
  readonly own: readonly ListedDeck[];
  readonly folder: readonly Deck[];
  readonly removed: readonly { readonly id: string; readonly version: number }[];
}

export const DeckList: FC<{ view: DeckListView }> = ({ view: { words, own, folder, removed } }) => (
  <>
    <Actions words={words} canExport={own.some(({ deck }) => deck !== null)} />
    <section>
      <h2>{words.ownDecks()}</h2>
      {own.length === 0 ? <p>{words.noOwnDecks()}</p> : null}
      <ul class="rows">
        {own.map((one) => (
          <li>
            <a class="name" href={`/studio/decks/${one.id}`}>
              {one.title}
            </a>
            <p class="facts">
              {one.deck === null ? null : <span>{countsSaid(words, one.deck)}</span>}
              <span>
                {one.deck === null ? words.neverSaved() : words.version({ version: one.version })}
              </span>
              {one.hasDraft ? <span class="flag">{words.draftOpen()}</span> : null}
              <span
                class="lazy"
                hx-get={`/studio/decks/${one.id}/facts`}
                hx-trigger="revealed"
                hx-swap="outerHTML"
              ></span>
            </p>
          </li>
        ))}
      </ul>
    </section>
    <section>
      <h2>{words.folderDecks()}</h2>
      <ul class="rows">
        {folder.map((deck) => (
          <li>
            <a class="name" href={`/studio/folder/${deck.id}`}>
              {deck.title}
            </a>
            <p class="facts">
              <span>{countsSaid(words, deck)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
    {removed.length === 0 ? null : (
      <section>
        <h2>{words.removedDecks()}</h2>
        <ul class="rows">
          {removed.map(({ id, version }) => (
            <li>
              <span class="name">{id}</span>
              <PostButton
                action={`/studio/decks/${id}/restore`}
                label={words.restore()}
                fields={{ version: String(version) }}
              />
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
);

const Actions: FC<{ words: StudioWords; canExport: boolean }> = ({ words, canExport }) => (
  <div class="actions">
    <a class="button primary" href="/studio/new">
      {words.newDeck()}
    </a>
    <a class="button" href="/studio/import">
      {words.importDeck()}
    </a>
    {canExport ? (
      <a class="button" href="/studio/export" download>
        {words.exportAll()}
      </a>
    ) : null}
  </div>
);

export function countsSaid(words: StudioWords, { questions }: Deck): string {
  const retired = questions.filter((one) => one.retired).length;
  const all = words.questionCount({ count: questions.length });
  return retired === 0 ? all : `${all}, ${words.retiredCount({ count: retired })}`;
}
