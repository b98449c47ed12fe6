import type { FC } from 'hono/jsx';
import type { OptionFields, QuestionFields } from '../../domain/deck-fields.ts';
import type { WrittenQuestion } from '../../ports/deck-workshop.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { CodeArea, LineField, SelectField, TextField } from '../view/fields.tsx';
import { Marks } from '../view/marks.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { fingerprint, type LoadedDeck } from './loaded-deck.ts';
import { DRAFT_FORM } from './draft-form.ts';
import { EMPTY_OPTION, MOST_OPTIONS } from './question-fields.ts';

const FEWEST_SHOWN = 4;

export interface QuestionView {
  readonly words: StudioWords;
  readonly loaded: LoadedDeck;
  readonly question: WrittenQuestion;
  readonly at: number;
  /** Whether the question is in a saved version, so that its id stays. */
  readonly isPublished: boolean;
}

/** A question as a form and as YAML, side by side and kept in step. */
export const QuestionPage: FC<{ view: QuestionView }> = ({ view }) => {
  const { words, loaded, at } = view;
  const path = `/studio/decks/${loaded.id}`;
  const last = (loaded.checked.written?.questions.length ?? 1) - 1;
  return (
    <>
      <div class="actions">
        <a class="button" href={path}>
          {words.backToDeck()}
        </a>
        {at === 0 ? null : (
          <a class="button" href={`${path}/questions/${at - 1}`}>
            {words.previous()}
          </a>
        )}
        {at >= last ? null : (
          <a class="button" href={`${path}/questions/${at + 1}`}>
            {words.next()}
          </a>
        )}
      </div>
      <p class="hint">{words.publishNote()}</p>
      <div class="columns">
        <QuestionForm view={view} />
        <div class="beside">
          <p id="saved" class="saved"></p>
          <QuestionMarks view={view} />
          <QuestionYaml view={view} />
          <PreviewPane words={words} path={`${path}/questions/${at}`} />
        </div>
      </div>
    </>
  );
};

/** What changes beside the form as one types in it, as out-of-band parts. */
export const BesideForm: FC<{ view: QuestionView }> = ({ view }) => (
  <>
    <Saved words={view.words} />
    <Seen view={view} name="form-seen" />
    <QuestionMarks view={view} swaps />
    <QuestionYaml view={view} swaps />
  </>
);

/** What changes beside the YAML as one types in it. */
export const BesideYaml: FC<{ view: QuestionView }> = ({ view }) => (
  <>
    <Saved words={view.words} />
    <Seen view={view} name="yaml-seen" />
    <QuestionMarks view={view} swaps />
    <QuestionForm view={view} swaps />
  </>
);

export const Saved: FC<{ words: StudioWords }> = ({ words }) => (
  <p id="saved" class="saved" hx-swap-oob="true">
    {words.draftSaved()}
  </p>
);

/** Which content of the question a form was filled in from. */
const Seen: FC<{ view: QuestionView; name: 'form-seen' | 'yaml-seen'; swaps?: boolean }> = ({
  view,
  name,
  swaps = true,
}) => (
  <input
    type="hidden"
    id={name}
    name="seen"
    value={fingerprint(view.question.source)}
    {...(swaps ? { 'hx-swap-oob': 'true' } : {})}
  />
);

const QuestionMarks: FC<{ view: QuestionView; swaps?: boolean }> = ({ view, swaps = false }) => {
  const { words, loaded, at } = view;
  const marks = loaded.checked.marks.filter(
    ({ question, level }) => question === at || (question === null && level === 'error'),
  );
  return <Marks words={words} marks={marks} swaps={swaps} />;
};

const QuestionYaml: FC<{ view: QuestionView; swaps?: boolean }> = ({ view, swaps = false }) => {
  const { words, loaded, question, at } = view;
  return (
    <form
      id="yaml-form"
      class="yaml"
      method="post"
      action={`/studio/decks/${loaded.id}/questions/${at}/yaml`}
      hx-post={`/studio/decks/${loaded.id}/questions/${at}/yaml`}
      {...DRAFT_FORM}
      novalidate
      {...(swaps ? { 'hx-swap-oob': 'true' } : {})}
    >
      <Seen view={view} name="yaml-seen" swaps={false} />
      <h2>
        <label for="source">{words.asYaml()}</label>
      </h2>
      <CodeArea
        name="source"
        value={question.source}
        rows={24}
        above={question.line - 1}
        keys={words.editorKeys()}
        schema="question"
      />
      <noscript>
        <button type="submit">{words.saveDraft()}</button>
      </noscript>
    </form>
  );
};

const QuestionForm: FC<{ view: QuestionView; swaps?: boolean }> = ({ view, swaps = false }) => {
  const { words, loaded, question, at, isPublished } = view;
  const { fields } = question;
  const path = `/studio/decks/${loaded.id}/questions/${at}`;
  const shown = Math.min(MOST_OPTIONS, Math.max(FEWEST_SHOWN, fields.options.length));
  const parts = Array.from({ length: MOST_OPTIONS }, (_, place) => (
    <OptionPart words={words} option={fields.options[place] ?? EMPTY_OPTION} at={place} />
  ));
  return (
    <form
      id="question-form"
      method="post"
      action={path}
      hx-post={path}
      {...DRAFT_FORM}
      novalidate
      {...(swaps ? { 'hx-swap-oob': 'true' } : {})}
    >
      <Seen view={view} name="form-seen" swaps={false} />
      <input type="hidden" name="retired" value={String(fields.retired)} />
      <TextField name="ask" label={words.ask()} value={fields.ask} rows={3} required />
      <TextField
        name="context"
        label={words.context()}
        hint={words.contextHint()}
        value={fields.context}
        rows={2}
      />
      <fieldset class="options">
        <legend>{words.options()}</legend>
        <p class="hint">{words.optionEmptyHint()}</p>
        {parts.slice(0, shown)}
        {shown === MOST_OPTIONS ? null : (
          <details>
            <summary>{words.moreOptions()}</summary>
            {parts.slice(shown)}
          </details>
        )}
      </fieldset>
      <ReasonFields words={words} fields={fields} />
      <FactFields words={words} fields={fields} />
      <LineField
        name="id"
        label={words.questionId()}
        hint={words.questionIdHint()}
        value={fields.id}
        readonly={isPublished}
        longest={48}
      />
      <button type="submit">{words.saveDraft()}</button>
    </form>
  );
};

const ReasonFields: FC<{ words: StudioWords; fields: QuestionFields }> = ({ words, fields }) => (
  <>
    <TextField
      name="explain"
      label={words.explain()}
      hint={words.explainHint()}
      value={fields.explain}
      rows={3}
    />
    <TextField
      name="points"
      label={words.points()}
      hint={words.pointsHint()}
      value={fields.points.join('\n')}
      rows={3}
    />
  </>
);

const FactFields: FC<{ words: StudioWords; fields: QuestionFields }> = ({ words, fields }) => (
  <>
    <div class="pair">
      <LineField
        name="tags"
        label={words.tags()}
        hint={words.tagsHint()}
        value={fields.tags.join(', ')}
      />
      <SelectField
        name="level"
        label={words.level()}
        value={fields.level}
        options={[
          { value: '', label: words.levelNone() },
          { value: '1', label: words.level1() },
          { value: '2', label: words.level2() },
          { value: '3', label: words.level3() },
        ]}
      />
      <div class="field">
        <label for="reviewed">{words.reviewed()}</label>
        <input type="date" id="reviewed" name="reviewed" value={fields.reviewed} />
      </div>
    </div>
    <TextField
      name="sources"
      label={words.sources()}
      hint={words.sourcesHint()}
      value={fields.sources.map(({ title, url }) => `${title} | ${url}`).join('\n')}
      rows={2}
    />
  </>
);

const OptionPart: FC<{ words: StudioWords; option: OptionFields; at: number }> = ({
  words,
  option,
  at,
}) => {
  const name = (field: string): string => `option-${at}-${field}`;
  return (
    <fieldset class="option">
      <legend>{words.option({ number: at + 1 })}</legend>
      <input type="hidden" name={name('id')} value={option.id} />
      <TextField name={name('text')} label={words.optionText()} value={option.text} rows={2} />
      <p class="check">
        <input type="radio" id={name('key')} name="key" value={String(at)} checked={option.key} />
        <label for={name('key')}>{words.optionKey()}</label>
      </p>
      <TextField name={name('why')} label={words.optionWhy()} value={option.why} rows={2} />
      <div class="pair">
        <LineField
          name={name('short')}
          label={words.optionShort()}
          hint={words.optionShortHint()}
          value={option.short}
          longest={75}
        />
        <SelectField
          name={name('kind')}
          label={words.optionKind()}
          value={option.kind}
          options={[
            { value: '', label: words.kindNone() },
            { value: 'near', label: words.kindNear() },
            { value: 'wrong', label: words.kindWrong() },
            { value: 'dangerous', label: words.kindDangerous() },
            { value: 'off-topic', label: words.kindOffTopic() },
          ]}
        />
      </div>
    </fieldset>
  );
};
