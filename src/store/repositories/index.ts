import type { Tx } from '../../ports/store.ts';
import { analysisRepository } from './analysis.ts';
import { answerRepository } from './answers.ts';
import { boardRepository } from './boards.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { correctionRepository } from './corrections.ts';
import { idempotencyKeyRepository } from './idempotency-keys.ts';
import { deckRepository } from './decks.ts';
import { habitRepository } from './habits.ts';
import { letterRepository } from './letters.ts';
import { memberRepository } from './members.ts';
import { channelRepository } from './channels.ts';
import { postRepository } from './posts.ts';
import { reportRepository } from './reports.ts';
import { roundRepository } from './rounds.ts';
import { suggestionRepository } from './suggestions.ts';
import { scheduleRepository } from './schedules.ts';
import { sessionRepository } from './sessions.ts';

type Makers = { readonly [Name in keyof Tx]: (scope: CommitScope, workspace: string) => Tx[Name] };

const MAKERS: Makers = {
  channels: channelRepository,
  members: memberRepository,
  rounds: roundRepository,
  answers: answerRepository,
  boards: boardRepository,
  schedules: scheduleRepository,
  posts: postRepository,
  reports: ({ db }, workspace) => reportRepository(db, workspace),
  analysis: ({ db }, workspace) => analysisRepository(db, workspace),
  sessions: sessionRepository,
  corrections: correctionRepository,
  decks: deckRepository,
  suggestions: ({ db }, workspace) => suggestionRepository(db, workspace),
  letters: ({ db }, workspace) => letterRepository(db, workspace),
  habits: ({ db }, workspace) => habitRepository(db, workspace),
  idempotencyKeys: ({ sql }, workspace) => idempotencyKeyRepository(sql, workspace),
  audit: ({ db }, workspace) => ({
    add: async (entry) => {
      await db
        .insertInto('audit')
        .values({ workspace, ...entry })
        .execute();
    },
    recent: (limit) =>
      db
        .selectFrom('audit')
        .select(['id', 'at', 'member', 'what', 'about'])
        .where('workspace', '=', workspace)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
  }),
};

/**
 * The repositories of one workspace; no query in them can name another. Each is made at its first use, since a click
 * needs only some of them.
 */
export function repositoriesFor(scope: CommitScope, workspace: string): Tx {
  const made: { -readonly [Name in keyof Tx]?: Tx[Name] } = {};
  const of = <Name extends keyof Tx>(name: Name): Tx[Name] => {
    const known: Tx[Name] | undefined = made[name];
    if (known !== undefined) return known;
    const repository = MAKERS[name](scope, workspace);
    made[name] = repository;
    return repository;
  };
  return {
    get channels() {
      return of('channels');
    },
    get members() {
      return of('members');
    },
    get rounds() {
      return of('rounds');
    },
    get answers() {
      return of('answers');
    },
    get boards() {
      return of('boards');
    },
    get schedules() {
      return of('schedules');
    },
    get posts() {
      return of('posts');
    },
    get reports() {
      return of('reports');
    },
    get analysis() {
      return of('analysis');
    },
    get sessions() {
      return of('sessions');
    },
    get corrections() {
      return of('corrections');
    },
    get decks() {
      return of('decks');
    },
    get suggestions() {
      return of('suggestions');
    },
    get letters() {
      return of('letters');
    },
    get habits() {
      return of('habits');
    },
    get idempotencyKeys() {
      return of('idempotencyKeys');
    },
    get audit() {
      return of('audit');
    },
  };
}
