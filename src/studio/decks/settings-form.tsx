import type { FC } from 'hono/jsx';
import type { DeckSettings } from '../../domain/deck-fields.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { LineField, SelectField, TextField } from '../view/fields.tsx';
import { plainLines } from './loaded-deck.ts';

export const NEW_DECK: DeckSettings = {
  deck: '',
  title: '',
  task: '',
  rubric: '',
  style: 'fact',
  language: 'en',
  order: '',
  practice: '',
  reasons: '',
  sure: false,
  tips: [],
};

/** The fields of a deck beside its questions; its id only while it is new, when most of the others may wait. */
export const SettingsFields: FC<FieldsProps & { readonly isNew: boolean }> = ({
  words,
  settings,
  isNew,
}) => (
  <>
    <LineField
      name="title"
      label={words.deckTitle()}
      value={settings.title}
      required
      longest={100}
    />
    {isNew ? (
      <LineField
        name="deck"
        label={`${words.deckId()} (${words.optional()})`}
        hint={words.deckIdHint()}
        value={settings.deck}
        longest={48}
        pattern="[a-z0-9][a-z0-9\-]{0,47}"
      />
    ) : null}
    <div class="pair">
      <LineField
        name="language"
        label={words.deckLanguage()}
        value={settings.language}
        longest={20}
      />
      <SelectField
        name="style"
        label={words.deckStyle()}
        value={settings.style}
        options={[
          { value: 'fact', label: words.styleFact() },
          { value: 'best-answer', label: words.styleBest() },
        ]}
      />
    </div>
    {isNew ? (
      <details>
        <summary>{words.moreSettings()}</summary>
        <MoreFields words={words} settings={settings} />
      </details>
    ) : (
      <MoreFields words={words} settings={settings} />
    )}
  </>
);

interface FieldsProps {
  readonly words: StudioWords;
  readonly settings: DeckSettings;
}

const MoreFields: FC<FieldsProps> = ({ words, settings }) => (
  <>
    <KindFields words={words} settings={settings} />
    <LineField
      name="task"
      label={words.deckTask()}
      hint={words.deckTaskHint()}
      value={settings.task}
      longest={300}
    />
    <LineField
      name="rubric"
      label={words.deckRubric()}
      hint={words.deckRubricHint()}
      value={settings.rubric}
      longest={300}
    />
    <TextField
      name="tips"
      label={words.deckTips()}
      hint={words.deckTipsHint()}
      value={settings.tips.join('\n\n')}
      rows={4}
    />
    <p class="check">
      <input type="checkbox" id="sure" name="sure" value="true" checked={settings.sure} />
      <label for="sure">{words.deckSure()}</label>
    </p>
  </>
);

const KindFields: FC<FieldsProps> = ({ words, settings }) => (
  <div class="pair">
    <SelectField
      name="order"
      label={words.deckOrder()}
      value={settings.order}
      options={[
        { value: '', label: words.orderAny() },
        { value: 'fixed', label: words.orderFixed() },
      ]}
    />
    <SelectField
      name="practice"
      label={words.deckPractice()}
      value={settings.practice}
      options={[
        { value: '', label: words.practiceAny() },
        { value: 'after-asked', label: words.practiceAfterAsked() },
      ]}
    />
    <SelectField
      name="reasons"
      label={words.deckReasons()}
      value={settings.reasons}
      options={[
        { value: '', label: words.reasonsAll() },
        { value: 'partial', label: words.reasonsPartial() },
      ]}
    />
  </div>
);

/** What a form of settings says. The id comes from elsewhere: it never changes. */
export function settingsFrom(body: URLSearchParams, deck: string): DeckSettings {
  const line = (name: string): string => (body.get(name) ?? '').replaceAll(/\s+/g, ' ').trim();
  return {
    deck,
    title: line('title'),
    task: line('task'),
    rubric: line('rubric'),
    style: line('style'),
    language: line('language'),
    order: line('order'),
    practice: line('practice'),
    reasons: line('reasons'),
    sure: body.get('sure') === 'true',
    tips: plainLines(body.get('tips') ?? '')
      .split(/\n\s*\n/)
      .map((tip) => tip.trim())
      .filter((tip) => tip !== ''),
  };
}
