import type { Child, FC } from 'hono/jsx';
import { stemLine } from '../../app/shared/cut-line.ts';
import { readMarkdown } from '../../decks/reading/markdown.ts';
import type { Deck } from '../../domain/deck.ts';
import { plain } from '../../domain/text.ts';
import type { DeckMark, WrittenDeck, WrittenQuestion } from '../../ports/deck-workshop.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { LineField, PostButton } from '../view/fields.tsx';
import { ExportList } from '../view/export-list.tsx';
import { Marks } from '../view/marks.tsx';
import { fingerprint, type LoadedDeck } from './loaded-deck.ts';
import { SettingsFields } from './settings-form.tsx';

export interface DeckView {
  readonly words: StudioWords;
  readonly loaded: LoadedDeck;
  /** The newest version; null if there is none, or the deck was removed. */
  readonly saved: Deck | null;
  /** Decks of the workspace that a question can be copied to. */
  readonly others: readonly { readonly id: string; readonly title: string }[];
  /** Whether someone else published what this draft changes too. */
  readonly isConflict?: boolean;
}

/** One deck of the workspace: its questions, settings, marks, and what can be done with it. */
export const DeckPage: FC<{ view: DeckView }> = ({ view }) => {
  const { words, loaded, isConflict } = view;
  const { id, open, checked } = loaded;
  const path = `/studio/decks/${id}`;
  return (
    <>
      <div class="actions">
        <a class="button" href={`${path}/yaml`}>
          {words.deckYaml()}
        </a>
        <a class="button" href={`${path}/versions`}>
          {words.deckHistory()}
        </a>
        <a class="button" href={`/studio/import?into=${id}`}>
          {words.importDeck()}
        </a>
        {isConflict === true ? (
          <a class="button" href={`${path}/versions/${open.newest ?? 0}`}>
            {words.newestVersion()}
          </a>
        ) : null}
        {open.isDraft ? (
          <>
            <PostButton
              action={`${path}/publish`}
              label={isConflict === true ? words.publishOver() : words.publish()}
              look="primary"
              fields={isConflict === true ? { over: String(open.newest ?? 0) } : {}}
            />
            <Sure label={words.discard()} sentence={words.discardSure(newQuestions(view))}>
              <PostButton action={`${path}/discard`} label={words.discard()} look="danger" />
            </Sure>
          </>
        ) : null}
      </div>
      {open.isDraft ? <p class="hint">{words.publishNote()}</p> : null}
      <div class="columns">
        <div>
          {checked.written === null ? (
            <p class="note bad">{words.brokenYaml()}</p>
          ) : (
            <Questions view={view} written={checked.written} />
          )}
        </div>
        <div>
          <Marks words={words} marks={checked.marks} />
          <WholeDeck view={view} />
        </div>
      </div>
    </>
  );
};

/** Stems of new questions that a sentence names. */
const NAMED = 3;
const LONGEST_STEM = 80;

/** The questions of a draft that the newest version does not have: they are lost with the draft. */
function newQuestions({ loaded, saved }: DeckView) {
  const published = new Set(saved?.questions.map(({ id }) => id));
  const stems = (loaded.checked.written?.questions ?? [])
    .filter(({ fields }) => !published.has(fields.id))
    .map(({ fields }) => stemLine(nameOf(fields), LONGEST_STEM));
  return { stems: stems.slice(0, NAMED), more: Math.max(0, stems.length - NAMED) };
}

/** A question as a list names it: its stem as members read it, or its id. */
function nameOf({ ask, id }: WrittenQuestion['fields']): string {
  return ask === '' ? id : plain(readMarkdown(ask).text);
}

/** Settings, export and removal. */
const WholeDeck: FC<{ view: DeckView }> = ({ view: { words, loaded, saved } }) => {
  const { id, open, checked } = loaded;
  const path = `/studio/decks/${id}`;
  return (
    <>
      {checked.written === null ? null : (
        <details>
          <summary>{words.deckSettings()}</summary>
          <form method="post" action={`${path}/settings`}>
            <SettingsFields words={words} settings={checked.written.settings} isNew={false} />
            <button type="submit">{words.saveDraft()}</button>
          </form>
        </details>
      )}
      {saved === null ? null : <ExportList path={path} words={words} deck={saved} />}
      {open.newest === null || open.newest === 0 ? null : (
        <Sure label={words.removeDeck()} sentence={words.removeSure()}>
          <PostButton action={`${path}/remove`} label={words.removeDeck()} look="danger" />
        </Sure>
      )}
    </>
  );
};

const Questions: FC<{ view: DeckView; written: WrittenDeck }> = ({ view, written }) => {
  const { words, loaded } = view;
  return (
    <section>
      <h2>{words.questions()}</h2>
      {written.questions.length === 0 ? <p>{words.noQuestions()}</p> : null}
      <ol class="rows questions">
        {written.questions.map((question, at) => (
          <QuestionRow
            view={view}
            question={question}
            at={at}
            last={written.questions.length - 1}
          />
        ))}
      </ol>
      <form method="post" action={`/studio/decks/${loaded.id}/questions`} class="new">
        <LineField name="ask" label={words.newQuestionLabel()} value="" required longest={1_200} />
        <button type="submit">{words.newQuestion()}</button>
      </form>
    </section>
  );
};

/** Where a question stands in its deck's page. */
export function placeOf(at: number): string {
  return `question-${at + 1}`;
}

/** Asks once before something is lost. */
const Sure: FC<{ label: string; title?: string; sentence: string; children?: Child }> = ({
  label,
  title,
  sentence,
  children,
}) => (
  <details class="sure">
    <summary aria-label={title}>{label}</summary>
    <p>{sentence}</p>
    {children}
  </details>
);

const Dots: FC<{ words: StudioWords; marks: readonly DeckMark[] }> = ({ words, marks }) => (
  <>
    {marks.map((mark) => (
      <span
        role="img"
        class={`dot ${mark.level}`}
        title={mark.message[words.language]}
        aria-label={mark.message[words.language]}
      ></span>
    ))}
  </>
);

const QuestionRow: FC<{
  view: DeckView;
  question: WrittenQuestion;
  at: number;
  last: number;
}> = ({ view, question, at, last }) => {
  const { words, loaded } = view;
  const { fields } = question;
  const path = `/studio/decks/${loaded.id}/questions/${at}`;
  const seen = fingerprint(question.source);
  const marks = loaded.checked.marks.filter((mark) => mark.question === at);
  const name = nameOf(fields);
  const change = (kind: string, more: Readonly<Record<string, string>> = {}) => ({
    kind,
    seen,
    ...more,
  });
  return (
    <li id={placeOf(at)} class={fields.retired ? 'retired' : undefined}>
      <a class="name" href={path}>
        {name}
      </a>
      <p class="facts">
        <code>{fields.id}</code>
        {fields.retired ? <span class="flag">{words.retired()}</span> : null}
        <Dots words={words} marks={marks} />
      </p>
      <div class="tools">
        {at === 0 ? null : (
          <PostButton
            action={`${path}/change`}
            label="↑"
            title={`${words.moveUp()}: ${name}`}
            fields={change('move', { to: String(at - 1) })}
          />
        )}
        {at === last ? null : (
          <PostButton
            action={`${path}/change`}
            label="↓"
            title={`${words.moveDown()}: ${name}`}
            fields={change('move', { to: String(at + 1) })}
          />
        )}
        <PostButton
          action={`${path}/change`}
          label={fields.retired ? words.unretire() : words.retire()}
          title={`${fields.retired ? words.unretire() : words.retire()}: ${name}`}
          fields={change(fields.retired ? 'unretire' : 'retire')}
        />
        <Sure
          label={words.removeQuestion()}
          title={`${words.removeQuestion()}: ${name}`}
          sentence={words.removeQuestionSure()}
        >
          <PostButton
            action={`${path}/change`}
            label={words.removeQuestion()}
            title={`${words.removeQuestion()}: ${name}`}
            look="danger"
            fields={change('remove')}
          />
        </Sure>
        <CopyTo view={view} path={path} name={name} />
      </div>
    </li>
  );
};

/** Copies a question into another deck of the workspace. */
const CopyTo: FC<{ view: DeckView; path: string; name: string }> = ({
  view: { words, others },
  path,
  name,
}) =>
  others.length === 0 ? null : (
    <form method="post" action={`${path}/copy`} class="inline">
      <select name="to" aria-label={`${words.copyTo()}: ${name}`}>
        {others.map((other) => (
          <option value={other.id}>{other.title}</option>
        ))}
      </select>
      <button type="submit">{words.copyTo()}</button>
    </form>
  );
