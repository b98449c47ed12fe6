import type { Kysely } from 'kysely';
import { firstSafeDay } from '../../domain/exposures.ts';
import { nameOf } from '../../domain/deck.ts';
import type { AnalysisRepository, KeptAnalysis } from '../../ports/analysis.ts';
import { readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';

export function analysisRepository(db: Kysely<Tables>, workspace: string): AnalysisRepository {
  return {
    keptSince: () => keptSince(db, workspace),
    deckStates: () => deckStates(db, workspace),
    async rounds(deck) {
      const rows = await db
        .selectFrom('rounds')
        .select([
          'id',
          'question',
          'question_hash as hash',
          'keys',
          'opened_at as openedAt',
          'closed_at as closedAt',
          'voided_at as voidedAt',
          'day',
        ])
        .where('workspace', '=', workspace)
        .where('deck', '=', deck)
        .where('withdrawn_at', 'is', null)
        .orderBy('opened_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, keys: readJson<readonly string[]>(row.keys) }));
    },
    async answers(rounds, { behind, limit }) {
      if (rounds.length === 0) return [];
      const answers = db
        .selectFrom('answers')
        .select(['round', 'member', 'option_id as option', 'sure', 'at'])
        .where('workspace', '=', workspace)
        .where('round', 'in', rounds)
        .orderBy('round')
        .orderBy('member')
        .limit(limit);
      if (behind === null) return answers.execute();
      const { round, member } = behind;
      return answers
        .where((e) => e(e.refTuple('round', 'member'), '>', e.tuple(round, member)))
        .execute();
    },
    haveMoreAnswers: (decks, than) => haveMoreAnswers({ db, workspace }, decks, than),
    async kept(decks) {
      if (decks.length === 0) return new Map();
      const rows = await db
        .selectFrom('deck_analyses')
        .select(['deck', 'state', 'body'])
        .where('workspace', '=', workspace)
        .where('deck', 'in', decks)
        .execute();
      return new Map(
        rows.map(({ deck, state, body }) => [
          deck,
          { state, ...readJson<Omit<KeptAnalysis, 'state'>>(body) },
        ]),
      );
    },
    async keep(deck, { state, ...kept }) {
      const row = { state, body: JSON.stringify(kept) };
      await db
        .insertInto('deck_analyses')
        .values({ workspace, deck, ...row })
        .onConflict((conflict) => conflict.columns(['workspace', 'deck']).doUpdateSet(row))
        .execute();
    },
    problems: () => problems(db, workspace),
  };
}

/** Counts as far as it must, along the keys of rounds and answers. */
async function haveMoreAnswers(
  { db, workspace }: { readonly db: Kysely<Tables>; readonly workspace: string },
  decks: readonly string[],
  than: number,
): Promise<boolean> {
  if (decks.length === 0) return false;
  const some = db
    .selectFrom('rounds')
    .innerJoin('answers', (join) =>
      join
        .onRef('answers.workspace', '=', 'rounds.workspace')
        .onRef('answers.round', '=', 'rounds.id'),
    )
    .select('rounds.id as round')
    .where('rounds.workspace', '=', workspace)
    .where('rounds.deck', 'in', decks)
    .limit(than + 1);
  const { count } = await db
    .selectFrom(some.as('some'))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count > than;
}

async function problems(
  db: Kysely<Tables>,
  workspace: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('reports')
    .select((e) => ['deck', 'question', e.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .groupBy(['deck', 'question'])
    .execute();
  return new Map(rows.map((row) => [nameOf(row), row.count]));
}

async function keptSince(db: Kysely<Tables>, workspace: string): Promise<string | null> {
  const mark = await db
    .selectFrom('retention_marks')
    .select('month')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return mark?.month ?? null;
}

/** Number of a deck's rounds from before the month from which on answers are kept. */
async function forgottenRounds(
  db: Kysely<Tables>,
  workspace: string,
): Promise<ReadonlyMap<string, number>> {
  const month = await keptSince(db, workspace);
  if (month === null) return new Map();
  const rows = await db
    .selectFrom('rounds')
    .select((e) => ['deck', e.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .where('day', '<', firstSafeDay(month))
    .groupBy('deck')
    .execute();
  return new Map(rows.map(({ deck, count }) => [deck, count]));
}

async function deckStates(
  db: Kysely<Tables>,
  workspace: string,
): Promise<ReadonlyMap<string, string>> {
  const rounds = await db
    .selectFrom('rounds')
    .select((e) => [
      'deck',
      e.fn.countAll().as('opened'),
      e.fn.count('closed_at').as('closed'),
      e.fn.count('voided_at').as('voided'),
      e.fn.count('withdrawn_at').as('withdrawn'),
      e.fn.max('closed_at').as('lastClosed'),
      e.fn.max('voided_at').as('lastVoided'),
    ])
    .where('workspace', '=', workspace)
    .groupBy('deck')
    .orderBy('deck')
    .execute();
  const corrections = await db
    .selectFrom('corrections')
    .select((e) => ['deck', e.fn.countAll().as('count'), e.fn.max('at').as('last')])
    .where('workspace', '=', workspace)
    .groupBy('deck')
    .execute();
  const corrected = new Map(corrections.map((one) => [one.deck, `${one.count} ${one.last}`]));
  const gone = await forgottenRounds(db, workspace);
  return new Map(
    rounds.map(({ deck, ...counts }) => [
      deck,
      [...Object.values(counts), corrected.get(deck), gone.get(deck)].join(' '),
    ]),
  );
}
