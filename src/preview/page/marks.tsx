import type { FC } from 'hono/jsx';
import type { Problem } from '../../decks/reading/problem.ts';
import type { Language } from '../../domain/language.ts';
import { PAGE } from './page-text.ts';

/** What the linter says of a part of the deck; the level stands in words, not in a colour alone. */
export const Marks: FC<{
  title: string;
  problems: readonly Problem[];
  language: Language;
}> = ({ title, problems, language }) =>
  problems.length === 0 ? null : (
    <aside class="marks" aria-label={title}>
      <ul>
        {problems.map(({ level, line, rule, message, fix }) => (
          <li class={level}>
            <strong>{PAGE[level][language]}</strong> {PAGE.line[language]} {line},{' '}
            <code>{rule}</code>: {message[language]}
            {fix === null ? null : <span class="fix">{fix[language]}</span>}
          </li>
        ))}
      </ul>
    </aside>
  );
