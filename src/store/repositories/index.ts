import type { Tx } from '../../ports/store.ts';
import { answerRows } from './answers.ts';
import { boardRows } from './boards.ts';
import type { Batch } from '../transaction/commit-scope.ts';
import { gestureRows } from './idempotency-keys.ts';
import { habitRows } from './habits.ts';
import { memberRows } from './members.ts';
import { placeRows } from './channels.ts';
import { postRows } from './posts.ts';
import { reportRows } from './reports.ts';
import { roundRows } from './rounds.ts';
import { scheduleRows } from './schedules.ts';
import { sessionRows } from './sessions.ts';

/** Every question inside one workspace; nothing here can name another. */
export function makeTx(batch: Batch, workspace: string): Tx {
  const { db } = batch;
  return {
    places: placeRows(batch, workspace),
    members: memberRows(batch, workspace),
    rounds: roundRows(batch, workspace),
    answers: answerRows(batch, workspace),
    boards: boardRows(batch, workspace),
    schedules: scheduleRows(db, workspace),
    posts: postRows(db, workspace),
    reports: reportRows(db, workspace),
    sessions: sessionRows(db, workspace),
    habits: habitRows(db, workspace),
    gestures: gestureRows(batch.fast, workspace),
    audit: {
      add: async (id, at, member, what, about) => {
        await db.insertInto('audit').values({ workspace, id, at, member, what, about }).execute();
      },
    },
  };
}
