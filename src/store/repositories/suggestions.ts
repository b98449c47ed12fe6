import type { Kysely, Selectable } from 'kysely';
import type { SuggestedQuestion, SuggestionRepository } from '../../ports/suggestions.ts';
import { flag, readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';

export function suggestionRepository(db: Kysely<Tables>, workspace: string): SuggestionRepository {
  const select = () => db.selectFrom('suggestions').selectAll().where('workspace', '=', workspace);
  return {
    async add({ fields, isNamed, ...rest }) {
      const content = { fields: JSON.stringify(fields), is_named: flag(isNamed) };
      await db
        .insertInto('suggestions')
        .values({ workspace, ...rest, ...content })
        .execute();
    },
    list: async () => (await select().orderBy('at').orderBy('id').execute()).map(toSuggestion),
    async get(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toSuggestion(row);
    },
    async count(member) {
      const all = db
        .selectFrom('suggestions')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('workspace', '=', workspace);
      const counted = member === undefined ? all : all.where('member', '=', member);
      return Number((await counted.executeTakeFirstOrThrow()).count);
    },
    async remove(id) {
      const removed = await db
        .deleteFrom('suggestions')
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      return removed.numDeletedRows === 1n;
    },
  };
}

function toSuggestion(row: Selectable<Tables['suggestions']>): SuggestedQuestion {
  return {
    id: row.id,
    member: row.member,
    channel: row.channel,
    deck: row.deck,
    fields: readJson(row.fields),
    isNamed: row.is_named === 1,
    at: row.at,
  };
}
