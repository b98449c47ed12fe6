import type { FC } from 'hono/jsx';
import type { StudioWords } from '../../i18n/studio.ts';
import type { DeckMark } from '../../ports/deck-workshop.ts';

const MOST_SHOWN = 50;

export function marksSaid(words: StudioWords, marks: readonly DeckMark[]): string {
  const count = (level: DeckMark['level']): number =>
    marks.filter((mark) => mark.level === level).length;
  return words.marksCount({
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
  });
}

/** What the linter says, worst first. Lines count from `firstLine`. */
export const Marks: FC<{
  readonly words: StudioWords;
  readonly marks: readonly DeckMark[];
  readonly swaps?: boolean;
}> = ({ words, marks, swaps = false }) => {
  const rank = { error: 0, warning: 1, info: 2 };
  const names = {
    error: words.levelError(),
    warning: words.levelWarning(),
    info: words.levelInfo(),
  };
  const sorted = marks.toSorted((a, b) => rank[a.level] - rank[b.level] || a.line - b.line);
  return (
    <section id="marks" class="marks" {...(swaps ? { 'hx-swap-oob': 'true' } : {})}>
      <h2>{words.marks()}</h2>
      <p id="marks-count">{marksSaid(words, marks)}</p>
      <ul>
        {sorted.slice(0, MOST_SHOWN).map(({ level, line, message, fix, rule }) => (
          <li class={level} data-line={line}>
            <strong>{names[level]}</strong> <span class="where">{words.line({ line })}</span>{' '}
            <span class="said">
              {fix === null
                ? message[words.language]
                : `${message[words.language]}; ${fix[words.language]}`}
            </span>{' '}
            <code>{rule}</code>
          </li>
        ))}
      </ul>
    </section>
  );
};
