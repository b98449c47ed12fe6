import type { Block, Button, Card } from '../../domain/card.ts';
import type { PeriodKind, Standing } from '../../domain/standings.ts';
import { text, type Spans } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { runs } from '../shared/notice-card.ts';

export interface BoardRow extends Standing {
  /** Scheduled days in a row; null on a workspace's board, which has no streaks. */
  readonly streak: number | null;
  /** Number of questions since they joined; null if they joined before the period's first question. */
  readonly askedSinceJoining: number | null;
}

export interface Board {
  readonly period: PeriodKind;
  /** The period in words: `23 November`, `November 2026`. */
  readonly from: string;
  readonly scope: 'channel' | 'workspace';
  /** Whether answers to open questions are on it. */
  readonly live: boolean;
  readonly top: readonly BoardRow[];
  /** The reader's own row if it is not among the top; else null. */
  readonly own: BoardRow | null;
  readonly reader: string | null;
  /** Lines below the table: participation, accuracy, biggest climber, hardest question. */
  readonly facts: readonly Spans[];
  readonly buttons: readonly Button[];
}

/** The top ten, the reader's own row, and the week's summary. */
export function boardCard(words: Words, board: Board): Card {
  const title = boardTitle(words, board);
  if (board.top.length === 0) {
    const sentence = board.reader === null ? words.boardQuiet() : words.boardEmpty(board);
    return {
      gist: `${title}. ${sentence}`,
      blocks: [
        { kind: 'heading', text: title },
        { kind: 'text', text: text(sentence), tone: 'normal' },
        ...(board.buttons.length > 0 ? [{ kind: 'buttons', buttons: board.buttons } as const] : []),
      ],
    };
  }
  const shown = board.own === null ? board.top : [...board.top, board.own];
  const withStreak = shown.some((row) => (row.streak ?? 0) > 0);
  const titles = withStreak ? words.boardColumns() : words.boardColumns().slice(0, 4);
  const first = board.top[0];
  return {
    gist:
      first === undefined
        ? title
        : `${title}: ${words.boardRow({ rank: first.rank, name: first.name, points: first.points })}`,
    blocks: [
      { kind: 'heading', text: title },
      {
        kind: 'rows',
        label: title,
        columns: titles.map((column, index) => ({
          title: column,
          align: index === 1 ? ('left' as const) : ('right' as const),
        })),
        rows: shown.map((row) => {
          const own = row.member === board.reader;
          const cells: Spans[] = [
            [String(row.rank)],
            [own ? words.boardYou({ name: row.name }) : row.name],
            [String(row.points)],
            [answeredCell(words, row)],
          ];
          if (withStreak) cells.push([words.daysShort({ days: row.streak ?? 0 })]);
          return { cells, own };
        }),
      },
      ...board.facts.map((fact): Block => ({ kind: 'text', text: text(...fact), tone: 'normal' })),
      ...(board.buttons.length > 0 ? [{ kind: 'buttons', buttons: board.buttons } as const] : []),
    ],
  };
}

/** "Leaderboard, week of 23 November, the whole workspace". */
export function boardTitle(words: Words, { period, from, scope }: Board): string {
  const title = words.boardTitle({ period, from });
  return scope === 'workspace' ? `${title}, ${words.boardOfWorkspace()}` : title;
}

function answeredCell(words: Words, row: BoardRow): string {
  const right = words.rightOf({ right: row.right, answered: row.answered });
  if (row.askedSinceJoining === null) return right;
  return `${right} (${words.boardSince({ answered: row.answered, asked: row.askedSinceJoining })})`;
}

/** The drawn board in place of the table: one of them says it all. */
export function withPicture(words: Words, card: Card, board: Board): Card {
  const title = boardTitle(words, board);
  if (board.top.length === 0) return card;
  const rows = board.top.map((row) => words.boardRow(row));
  return {
    gist: card.gist,
    blocks: [
      {
        kind: 'picture',
        picture: {
          chart: 'board',
          title,
          subtitle: '',
          columns: words.boardColumns().slice(0, 4),
          rows: board.top.map((row) => ({
            rank: row.rank,
            name: row.name,
            points: row.points,
            note: words.rightOf({ right: row.right, answered: row.answered }),
          })),
        },
        alt: words.boardAlt({ title, rows }),
      },
      ...card.blocks.slice(1).filter((block) => block.kind !== 'rows'),
    ],
  };
}

/** Buttons for the other periods. */
export function boardButtons(words: Words, period: PeriodKind, scope: string): readonly Button[] {
  const other: Button[] = [];
  if (period !== 'week') other.push(runs(words.buttonWeek(), `leaderboard week ${scope}`));
  if (period !== 'month') other.push(runs(words.buttonMonth(), `leaderboard month ${scope}`));
  if (period !== 'all') other.push(runs(words.buttonAll(), `leaderboard all ${scope}`));
  return other;
}
