import { EXPORT_FORMATS, lostIn, type LostField } from '../../decks/exporting/export-deck.ts';
import type { Deck } from '../../domain/deck.ts';
import type { StudioWords } from '../../i18n/studio.ts';

/** Links to a deck's file in every format, with what that does not hold. */
export function ExportList({
  path,
  words,
  deck,
}: {
  readonly path: string;
  readonly words: StudioWords;
  readonly deck: Deck;
}) {
  const formats = [
    { format: 'yaml', lost: [] },
    ...EXPORT_FORMATS.map((format) => ({ format, lost: lostIn(deck, format) })),
  ];
  return (
    <details>
      <summary>{words.exportHeading()}</summary>
      <ul class="plain">
        {formats.map(({ format, lost }) => (
          <li>
            <a href={`${path}/export/${format}`} download>
              {format}
            </a>{' '}
            {lost.length === 0 ? null : (
              <span class="hint">
                {words.exportLost({ fields: lost.map(({ field }) => words[LABELS[field]]()) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the forms call each field. */
const LABELS = {
  title: 'deckTitle',
  task: 'deckTask',
  rubric: 'deckRubric',
  style: 'deckStyle',
  language: 'deckLanguage',
  order: 'deckOrder',
  practice: 'deckPractice',
  sure: 'deckSure',
  tips: 'deckTips',
  short: 'optionShort',
  kind: 'optionKind',
  points: 'points',
  level: 'level',
  sources: 'sources',
  reviewed: 'reviewed',
  retired: 'retired',
} as const satisfies Readonly<Record<LostField['field'], keyof StudioWords>>;
