import type { Selectable } from 'kysely';
import { flag, readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import type { Correction, CorrectionRepository } from '../../ports/rounds.ts';

const ALL = 'select * from corrections where workspace = ?';

export function correctionRepository(
  { db, sql }: Pick<CommitScope, 'db' | 'sql'>,
  workspace: string,
): CorrectionRepository {
  const select = () => db.selectFrom('corrections').selectAll().where('workspace', '=', workspace);
  return {
    all: async () =>
      (await sql.rows<Selectable<Tables['corrections']>>(ALL, workspace)).map(toCorrection),
    async of(deck, question) {
      const row = await select()
        .where('deck', '=', deck)
        .where('question', '=', question)
        .executeTakeFirst();
      return row === undefined ? null : toCorrection(row);
    },
    async set(correction, now) {
      const values = {
        hash: correction.hash,
        keys: correction.keys === null ? null : JSON.stringify(correction.keys),
        is_retired: flag(correction.retired),
        at: now,
      };
      await db
        .insertInto('corrections')
        .values({
          workspace,
          deck: correction.deck,
          question: correction.question,
          ...values,
        })
        .onConflict((conflict) =>
          conflict.columns(['workspace', 'deck', 'question']).doUpdateSet(values),
        )
        .execute();
    },
    async remove(deck, question) {
      await db
        .deleteFrom('corrections')
        .where('workspace', '=', workspace)
        .where('deck', '=', deck)
        .where('question', '=', question)
        .execute();
    },
  };
}

function toCorrection(row: Selectable<Tables['corrections']>): Correction {
  return {
    deck: row.deck,
    question: row.question,
    hash: row.hash,
    keys: row.keys === null ? null : readJson<readonly string[]>(row.keys),
    retired: row.is_retired === 1,
  };
}
