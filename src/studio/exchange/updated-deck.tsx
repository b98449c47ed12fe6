import type { FC } from 'hono/jsx';
import type { DeckUpdate } from '../../domain/deck-update.ts';
import type { StudioWords } from '../../i18n/studio.ts';

const MOST_NAMED = 200;

/** What an import did to the draft of a deck: what came new, what changed, and what stays although it did not come. */
export const UpdatedDeck: FC<{ words: StudioWords; update: DeckUpdate }> = ({ words, update }) => {
  const lists = [
    { heading: words.importAdded({ count: update.added.length }), ids: update.added },
    { heading: words.importChanged({ count: update.changed.length }), ids: update.changed },
    { heading: words.importMissing({ count: update.missing.length }), ids: update.missing },
  ];
  return (
    <>
      {update.same === 0 ? null : <p>{words.importSame({ count: update.same })}</p>}
      {lists.map(({ heading, ids }) =>
        ids.length === 0 ? null : (
          <section>
            <h2>{heading}</h2>
            <ul class="plain">
              {ids.slice(0, MOST_NAMED).map((id) => (
                <li>
                  <code>{id}</code>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
};
