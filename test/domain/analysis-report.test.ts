import { describe, expect, it } from 'vitest';
import { makeReport, type Report } from '../../src/domain/analysis-report.ts';
import { analyseDeck } from '../../src/domain/deck-analysis.ts';
import { publish, type AnalysedAnswer, type AnalysedRound } from '../../src/domain/exposures.ts';
import { atOnce } from './at-once.ts';

interface Asked {
  readonly question: string;
  readonly day: string;
  /** Right and wrong answers, by the same members in each round. */
  readonly right: number;
  readonly wrong: number;
  readonly content?: string;
}

const TAGS: Readonly<Record<string, readonly string[]>> = { q1: ['tokens'], q2: ['tokens', 'tls'] };

function reportOf(asked: readonly Asked[], problems = new Map<string, number>()): Report {
  const rounds = asked.map(({ question, day, content = question }, at): AnalysedRound => ({
    id: `r${at}`,
    question,
    hash: content,
    content,
    keys: ['a'],
    openedAt: at,
    closedAt: at,
    voidedAt: null,
    day,
  }));
  const answers = asked.flatMap(({ right, wrong }, at) =>
    Array.from({ length: right + wrong }, (_, index): AnalysedAnswer => ({
      round: `r${at}`,
      member: `m${index}`,
      option: index < right ? 'a' : 'b',
      sure: null,
    })),
  );
  const options = new Map(rounds.map(({ hash }) => [hash, ['a', 'b']]));
  const published = atOnce(publish(rounds, answers, null));
  return makeReport({
    deck: null,
    analyses: [atOnce(analyseDeck({ deck: 'd', rounds, published, options }))],
    textOf: (_, { figures: { question } }) => ({
      stem: question,
      tags: TAGS[question] ?? [],
      gists: new Map(),
    }),
    problems,
    week: '2026-11-23',
  });
}

describe('a report', () => {
  it('adds up questions by deck and tag, and compares first with later sight', () => {
    const { decks, tags } = reportOf([
      { question: 'q1', day: '2026-11-02', right: 2, wrong: 6 },
      { question: 'q2', day: '2026-11-03', right: 4, wrong: 2 },
      { question: 'q1', day: '2026-11-16', right: 7, wrong: 1 },
    ]);
    expect(decks).toMatchObject([{ name: 'd', asked: 2, first: { count: 6, of: 14 } }]);
    expect(tags).toMatchObject([
      { name: 'tls', asked: 1, first: { count: 4, of: 6 }, learning: null },
      {
        name: 'tokens',
        asked: 2,
        first: { count: 6, of: 14 },
        learning: { first: { count: 2, of: 8 }, later: { count: 7, of: 8 } },
      },
    ]);
  });

  it('says of a changed question what was answered since', () => {
    const { items } = reportOf([
      { question: 'q1', day: '2026-11-02', right: 0, wrong: 8 },
      { question: 'q1', day: '2026-11-16', right: 14, wrong: 0, content: 'mended' },
    ]);
    // Six members saw it for the first time.
    expect(items[0]?.figures).toMatchObject({ answered: 6, right: { value: 1 } });
  });

  it('puts first what needs its author', () => {
    const { items } = reportOf(
      [
        { question: 'sound', day: '2026-11-02', right: 5, wrong: 4 },
        { question: 'easy', day: '2026-11-03', right: 9, wrong: 0 },
        { question: 'reported', day: '2026-11-04', right: 4, wrong: 4 },
        { question: 'impossible', day: '2026-11-05', right: 0, wrong: 9 },
      ],
      new Map([['d/reported', 2]]),
    );
    expect(items.map(({ question }) => question)).toEqual([
      'impossible',
      'reported',
      'easy',
      'sound',
    ]);
  });

  it('shows weeks from the first question on, and weeks without questions between', () => {
    const { weeks } = reportOf([
      { question: 'q1', day: '2026-11-02', right: 5, wrong: 4 },
      { question: 'q2', day: '2026-11-06', right: 2, wrong: 1 },
      { question: 'q3', day: '2026-11-22', right: 3, wrong: 3 },
    ]);
    expect(weeks).toEqual([
      { week: '2026-11-02', rounds: 1, answers: 9, small: 1 },
      { week: '2026-11-09', rounds: 0, answers: 0, small: 0 },
      { week: '2026-11-16', rounds: 1, answers: 6, small: 0 },
      { week: '2026-11-23', rounds: 0, answers: 0, small: 0 },
    ]);
  });

  it('names what the members do not know, unless they have learned it since', () => {
    const asked = { question: 'q1', day: '2026-11-02', right: 5, wrong: 25 };
    expect(reportOf([asked]).unknown.map(({ name }) => name)).toEqual(['tokens']);
    const later = { question: 'q1', day: '2026-11-16', right: 28, wrong: 2 };
    expect(reportOf([asked, later]).unknown).toEqual([]);
    expect(reportOf([{ ...asked, right: 3, wrong: 4 }]).unknown).toEqual([]);
  });
});
