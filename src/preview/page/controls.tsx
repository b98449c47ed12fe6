import type { FC } from 'hono/jsx';
import type { Language, Localized } from '../../domain/language.ts';
import { PAGE } from './page-text.ts';

interface Choice {
  readonly name: string;
  readonly title: Localized;
  /** The first one is what the page shows at first. */
  readonly values: readonly (readonly [string, string | Localized])[];
}

const CHOICES: readonly Choice[] = [
  {
    name: 'theme',
    title: PAGE.colours,
    values: [
      ['light', PAGE.light],
      ['dark', PAGE.dark],
    ],
  },
  {
    name: 'width',
    title: PAGE.width,
    values: [
      ['phone', PAGE.phone],
      ['desktop', PAGE.desktop],
    ],
  },
  {
    name: 'platform',
    title: PAGE.platform,
    values: [
      ['all', PAGE.all],
      ['slack', 'Slack'],
      ['discord', 'Discord'],
      ['web', PAGE.web],
    ],
  },
];

/** What the reader chooses for all previews of the page at once; `page.js` applies it. */
export const Controls: FC<{ language: Language }> = ({ language }) => (
  <form class="controls" aria-label={PAGE.look[language]} autocomplete="off">
    {CHOICES.map(({ name, title, values }) => (
      <fieldset>
        <legend>{title[language]}</legend>
        {values.map(([value, label], place) => (
          <label>
            <input type="radio" name={name} value={value} checked={place === 0} />{' '}
            {typeof label === 'string' ? label : label[language]}
          </label>
        ))}
      </fieldset>
    ))}
  </form>
);
