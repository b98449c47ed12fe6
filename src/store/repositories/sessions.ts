import type { Selectable } from 'kysely';
import type { PinnedQuestion } from '../../domain/deck.ts';
import type { Session } from '../../domain/practice-session.ts';
import { flag, readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import { storeQuestions } from './questions.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import type { SessionRepository, Attempt } from '../../ports/members.ts';

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function sessionRepository(
  { db, sql: fast }: CommitScope,
  workspace: string,
): SessionRepository {
  const sessions = () => db.selectFrom('sessions').selectAll().where('workspace', '=', workspace);
  const pinnedOf = async (hash: string): Promise<PinnedQuestion | null> => {
    const row = await db
      .selectFrom('questions')
      .select('body')
      .where('workspace', '=', workspace)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row === undefined ? null : readJson<PinnedQuestion>(row.body);
  };
  return {
    async start(session, pinned) {
      await db
        .updateTable('sessions')
        .set({ ended_at: session.startedAt })
        .where('workspace', '=', workspace)
        .where('member', '=', session.member)
        .where('ended_at', 'is', null)
        .execute();
      await storeQuestions(fast, workspace, pinned);
      await db
        .insertInto('sessions')
        .values({
          workspace,
          id: session.id,
          member: session.member,
          kind: session.kind,
          steps: JSON.stringify(session.steps),
          step: session.at,
          started_at: session.startedAt,
          ended_at: session.endedAt,
        })
        .execute();
    },
    async get(id, member) {
      const row = await sessions()
        .where('id', '=', id)
        .where('member', '=', member)
        .executeTakeFirst();
      return row === undefined ? null : toSession(row);
    },
    async open(member) {
      const row = await sessions()
        .where('member', '=', member)
        .where('ended_at', 'is', null)
        .orderBy('started_at', 'desc')
        .executeTakeFirst();
      return row === undefined ? null : toSession(row);
    },
    async save(session) {
      await db
        .updateTable('sessions')
        .set({
          steps: JSON.stringify(session.steps),
          step: session.at,
          ended_at: session.endedAt,
        })
        .where('workspace', '=', workspace)
        .where('id', '=', session.id)
        .where('member', '=', session.member)
        .execute();
    },
    pinned: pinnedOf,
    async addAttempt(session, step, member, sight) {
      await db
        .insertInto('attempts')
        .values({
          workspace,
          session,
          step,
          member,
          deck: sight.deck,
          question: sight.question,
          at: sight.at,
          is_right: flag(sight.right),
          sure: sight.sure ?? 'fairly',
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async attempts(member) {
      const inRounds = await db
        .selectFrom('answers')
        .select(['deck', 'question', 'at', 'is_right', 'sure'])
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .execute();
      const inSessions = await db
        .selectFrom('attempts')
        .select(['deck', 'question', 'at', 'is_right', 'sure'])
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .execute();
      const all: Attempt[] = [
        ...inRounds.map((row) => ({ ...row, right: row.is_right === 1 })),
        ...inSessions.map((row) => ({ ...row, right: row.is_right === 1 })),
      ];
      return all.sort((a, b) => a.at - b.at);
    },
    async rejudge({ deck, question }, keys, applies) {
      const rows = await db
        .selectFrom('attempts')
        .innerJoin('sessions', (join) =>
          join
            .onRef('sessions.workspace', '=', 'attempts.workspace')
            .onRef('sessions.id', '=', 'attempts.session'),
        )
        .select(['attempts.session as session', 'attempts.step as step', 'sessions.steps as steps'])
        .where('attempts.workspace', '=', workspace)
        .where('attempts.deck', '=', deck)
        .where('attempts.question', '=', question)
        .execute();
      for (const row of rows) {
        const step = readJson<Session['steps']>(row.steps)[row.step];
        const pinned = step === undefined ? null : await pinnedOf(step.hash);
        if (step === undefined || pinned === null || !applies(pinned)) continue;
        const option = pinned.question.options[step.dealt[step.chosen ?? -1] ?? -1];
        await db
          .updateTable('attempts')
          .set({ is_right: flag(option !== undefined && keys.includes(option.id)) })
          .where('workspace', '=', workspace)
          .where('session', '=', row.session)
          .where('step', '=', row.step)
          .execute();
      }
    },
    async openFor(member, now) {
      return db
        .selectFrom('rounds')
        .leftJoin('answers', (join) =>
          join
            .onRef('answers.workspace', '=', 'rounds.workspace')
            .onRef('answers.round', '=', 'rounds.id')
            .on('answers.member', '=', member),
        )
        .select(['rounds.deck as deck', 'rounds.question as question'])
        .where('rounds.workspace', '=', workspace)
        .where('rounds.closed_at', 'is', null)
        .where('rounds.withdrawn_at', 'is', null)
        .where((e) => e.or([e('rounds.closes_at', 'is', null), e('rounds.closes_at', '>', now)]))
        .where('answers.at', 'is', null)
        .execute();
    },
    async suspend(member, deck, question, at) {
      await db
        .insertInto('suspended_questions')
        .values({ workspace, member, deck, question, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async unsuspend(member, one) {
      const removed = await db
        .deleteFrom('suspended_questions')
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .$if(one !== null, (all) =>
          all.where('deck', '=', one?.deck ?? '').where('question', '=', one?.question ?? ''),
        )
        .returning('question')
        .execute();
      return removed.length;
    },
    async reviewedSince(member, at) {
      const row = await db
        .selectFrom('attempts')
        .innerJoin('sessions', (join) =>
          join
            .onRef('sessions.workspace', '=', 'attempts.workspace')
            .onRef('sessions.id', '=', 'attempts.session'),
        )
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('attempts.workspace', '=', workspace)
        .where('attempts.member', '=', member)
        .where('attempts.at', '>=', at)
        .where('sessions.kind', '=', 'review')
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async suspended(member) {
      return db
        .selectFrom('suspended_questions')
        .select(['deck', 'question'])
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .execute();
    },
  };
}

function toSession(row: Selectable<Tables['sessions']>): Session {
  return {
    id: row.id,
    member: row.member,
    kind: row.kind,
    steps: readJson<Session['steps']>(row.steps),
    at: row.step,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
