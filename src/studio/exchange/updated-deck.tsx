import type { FC } from 'hono/jsx';
import type { DeckUpdate } from '../../domain/deck-update.ts';
import type { StudioWords } from '../../i18n/studio.ts';

const MOST_NAMED = 200;

/** What an import did to the draft of a deck: what came new, what changed, and what stays although it did not come. */
export const UpdatedDeck: FC<{ words: StudioWords; deck: string; update: DeckUpdate }> = ({
  words,
  deck,
  update,
}) => {
  const lists = [
    { heading: words.importAdded({ count: update.added.length }), all: update.added },
    { heading: words.importChanged({ count: update.changed.length }), all: update.changed },
    { heading: words.importMissing({ count: update.missing.length }), all: update.missing },
  ];
  return (
    <>
      {update.same === 0 ? null : <p>{words.importSame({ count: update.same })}</p>}
      {lists.map(({ heading, all }) =>
        all.length === 0 ? null : (
          <section>
            <h2>{heading}</h2>
            <ul class="plain">
              {all.slice(0, MOST_NAMED).map(({ at, id, ask }) => (
                <li>
                  <a href={`/studio/decks/${deck}/questions/${at}`}>{ask === '' ? id : ask}</a>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
};
