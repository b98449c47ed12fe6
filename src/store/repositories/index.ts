import type { Tx } from '../../ports/store.ts';
import { answerRepository } from './answers.ts';
import { boardRepository } from './boards.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { idempotencyKeyRepository } from './idempotency-keys.ts';
import { habitRepository } from './habits.ts';
import { memberRepository } from './members.ts';
import { channelRepository } from './channels.ts';
import { postRepository } from './posts.ts';
import { reportRepository } from './reports.ts';
import { roundRepository } from './rounds.ts';
import { scheduleRepository } from './schedules.ts';
import { sessionRepository } from './sessions.ts';

/** Every question inside one workspace; nothing here can name another. */
export function repositoriesFor(scope: CommitScope, workspace: string): Tx {
  const { db } = scope;
  return {
    channels: channelRepository(scope, workspace),
    members: memberRepository(scope, workspace),
    rounds: roundRepository(scope, workspace),
    answers: answerRepository(scope, workspace),
    boards: boardRepository(scope, workspace),
    schedules: scheduleRepository(db, workspace),
    posts: postRepository(db, workspace),
    reports: reportRepository(db, workspace),
    sessions: sessionRepository(db, workspace),
    habits: habitRepository(db, workspace),
    idempotencyKeys: idempotencyKeyRepository(scope.sql, workspace),
    audit: {
      add: async (id, at, member, what, about) => {
        await db.insertInto('audit').values({ workspace, id, at, member, what, about }).execute();
      },
    },
  };
}
