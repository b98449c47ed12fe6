import type { Kysely } from 'kysely';
import type { Tx } from '../ports/store.ts';
import { answerRows } from './answers.ts';
import { boardRows } from './boards.ts';
import type { FastSql } from './fast-sql.ts';
import { memberRows } from './members.ts';
import { placeRows } from './places.ts';
import { postRows } from './posts.ts';
import { reportRows } from './reports.ts';
import { roundRows } from './rounds.ts';
import { scheduleRows } from './schedules.ts';
import { sessionRows } from './sessions.ts';
import type { Tables } from './tables.ts';

/** Every question inside one workspace; nothing here can name another. */
export function makeTx(db: Kysely<Tables>, workspace: string, fast: FastSql): Tx {
  return {
    places: placeRows(db, workspace, fast),
    members: memberRows(db, workspace, fast),
    rounds: roundRows(db, workspace, fast),
    answers: answerRows(db, workspace, fast),
    boards: boardRows(db, workspace, fast),
    schedules: scheduleRows(db, workspace),
    posts: postRows(db, workspace),
    reports: reportRows(db, workspace),
    sessions: sessionRows(db, workspace),
    audit: {
      add: async (id, at, member, what, about) => {
        await db.insertInto('audit').values({ workspace, id, at, member, what, about }).execute();
      },
    },
  };
}
