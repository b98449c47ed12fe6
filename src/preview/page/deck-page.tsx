import type { FC } from 'hono/jsx';
import type { Problem } from '../../decks/reading/problem.ts';
import type { Deck, Question } from '../../domain/deck.ts';
import type { Language } from '../../domain/language.ts';
import { letterAt } from '../../domain/round.ts';
import { plain } from '../../domain/text.ts';
import { previewQuestion, type ScenePreview } from '../index.tsx';
import type { PreviewTime } from '../preview-round.ts';
import { htmlDocument, Page, type Assets } from './document.tsx';
import { Marks } from './marks.tsx';
import { PAGE } from './page-text.ts';
import { Controls } from './controls.tsx';
import { SceneBody } from './scene.tsx';

/** A deck's file as it was read and linted; `deck` is null while it cannot be asked. */
export interface PreviewedDeck {
  readonly file: string;
  readonly deck: Deck | null;
  readonly problems: readonly Problem[];
  /** Line of each question, by its place in the deck. */
  readonly lines: readonly number[];
}

export interface DeckPage {
  readonly shown: PreviewedDeck;
  readonly language: Language;
  readonly time: PreviewTime;
  readonly assets: Assets;
  /** Places of the questions on this page: from, and up to but not including, to. */
  readonly from: number;
  readonly to: number;
  /** Addresses of the pages of a long deck, and of the list of decks. */
  readonly links: readonly { readonly label: string; readonly to: string | null }[];
}

/** A deck's questions on every platform, with the linter's marks beside each. */
export function deckPage(page: DeckPage): string {
  const { shown, language, assets } = page;
  const title = `${PAGE.preview[language]}: ${shown.deck?.title ?? shown.file}`;
  return htmlDocument(
    <Page title={title} language={language} assets={assets}>
      <a class="skip" href="#questions">
        {PAGE.skip[language]}
      </a>
      <header>
        <h1>{title}</h1>
        <Controls language={language} />
        {page.links.length === 0 ? null : (
          <nav aria-label={PAGE.pages[language]}>
            {page.links.map(({ label, to }) =>
              to === null ? <span aria-current="page">{label}</span> : <a href={to}>{label}</a>,
            )}
          </nav>
        )}
      </header>
      <main id="questions" tabindex={-1}>
        <p class="note">{shown.deck === null ? PAGE.broken[language] : PAGE.note[language]}</p>
        <Marks
          title={PAGE.deckMarks[language]}
          problems={marksOf(shown, null)}
          language={language}
        />
        {(shown.deck?.questions ?? []).map((question, place) =>
          shown.deck === null || place < page.from || place >= page.to ? null : (
            <QuestionBody page={page} deck={shown.deck} question={question} place={place} />
          ),
        )}
      </main>
    </Page>,
  );
}

/** The marks between the line of that question and that of the next one; null: those before the first. */
function marksOf({ problems, lines }: PreviewedDeck, place: number | null): readonly Problem[] {
  const from = place === null ? 0 : (lines[place] ?? 0);
  const to = (place === null ? lines[0] : lines[place + 1]) ?? Infinity;
  return problems.filter(({ line }) => line >= from && line < to);
}

const QuestionBody: FC<{ page: DeckPage; deck: Deck; question: Question; place: number }> = ({
  page,
  deck,
  question,
  place,
}) => {
  const { language, time, shown } = page;
  const scenes = previewQuestion({ deck, question, language, time });
  const inOrder = (kinds: readonly ScenePreview['kind'][]): readonly ScenePreview[] =>
    scenes.filter(({ kind }) => kinds.includes(kind));
  return (
    <section class="question" aria-labelledby={`q-${question.id}`}>
      <h2 id={`q-${question.id}`}>
        {place + 1}. {question.id}
      </h2>
      {question.retired ? <p class="note">{PAGE.retired[language]}</p> : null}
      <Marks title={PAGE.marks[language]} problems={marksOf(shown, place)} language={language} />
      {inOrder(['question']).map((scene) => (
        <SceneBody scene={scene} />
      ))}
      <Folded
        title={scenes.find(({ kind }) => kind === 'tips')?.title}
        id={`${question.id}-tips`}
        scenes={inOrder(['tips'])}
      />
      {question.options.map((option, choice) => (
        <Folded
          title={`${letterAt(choice)}${option.key ? ' ✓' : ''}: ${plain(option.text)}`}
          id={`${question.id}-${choice}`}
          scenes={scenes.filter((scene) => scene.place === choice)}
        />
      ))}
      <Folded
        title={inOrder(['result', 'reveal'])
          .map((scene) => scene.title)
          .join(' · ')}
        id={`${question.id}-end`}
        scenes={inOrder(['result', 'reveal'])}
      />
    </section>
  );
};

const Folded: FC<{ title: string | undefined; id: string; scenes: readonly ScenePreview[] }> = ({
  title,
  id,
  scenes,
}) =>
  scenes.length === 0 ? null : (
    <details data-fold={id}>
      <summary>{title}</summary>
      {scenes.map((scene) => (
        <SceneBody scene={scene} />
      ))}
    </details>
  );
