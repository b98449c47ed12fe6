import type { Language } from '../../domain/language.ts';
import { wordsIn } from '../../i18n/index.ts';
import type { PreviewedDeck } from './deck-page.tsx';
import { htmlDocument, Page, type Assets } from './document.tsx';
import { PAGE } from './page-text.ts';

/** The decks that can be previewed, each with what the linter says of it. */
export function deckList(
  decks: readonly (PreviewedDeck & { readonly to: string })[],
  language: Language,
  assets: Assets,
): string {
  const words = wordsIn(language);
  return htmlDocument(
    <Page title={PAGE.decks[language]} language={language} assets={assets}>
      <header>
        <h1>{PAGE.decks[language]}</h1>
      </header>
      <main>
        <ul class="decks">
          {decks.map(({ file, deck, problems, to }) => (
            <li>
              <a href={to}>
                {deck === null
                  ? file
                  : words.deckLine({
                      title: deck.title,
                      count: deck.questions.length,
                      id: deck.id,
                    })}
              </a>
              <p class="note">
                {deck === null ? `${PAGE.broken[language]} ` : ''}
                {problems.length === 0
                  ? PAGE.noMarks[language]
                  : `${PAGE.marks[language]}: ${problems.length}`}
              </p>
            </li>
          ))}
        </ul>
      </main>
    </Page>,
  );
}
