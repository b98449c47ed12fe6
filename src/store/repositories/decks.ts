import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Kysely } from 'kysely';
import type { Deck } from '../../domain/deck.ts';
import type { DeckRepository, NewDeckVersion, WorkspaceDeck } from '../../ports/workspace-decks.ts';
import { readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';

/** Questions whose decks stay read; a deck counts as one more. */
const MOST_QUESTIONS = 50_000;

/** Read decks by the hash of their JSON: a version that another process saves has another hash. */
const readDecks = new LRUCache<string, Deck>({
  maxSize: MOST_QUESTIONS,
  sizeCalculation: ({ questions }) => questions.length + 1,
});

/** Asked for every workspace whose schedules are due. */
const CURRENT = `select head.id, head.version, content.hash from workspace_decks as head
join deck_versions as content on content.workspace = head.workspace and content.deck = head.id
  and content.version = head.version
where head.workspace = ? and head.removed_at is null order by head.id`;

export function deckRepository(
  { db, sql }: Pick<CommitScope, 'db' | 'sql'>,
  workspace: string,
): DeckRepository {
  return {
    ...currentDecks({ db, sql }, workspace),
    ...versions(db, workspace),
    ...drafts(db, workspace),
  };
}

function currentDecks(
  { db, sql }: Pick<CommitScope, 'db' | 'sql'>,
  workspace: string,
): Pick<DeckRepository, 'current' | 'get' | 'removed'> {
  const heads = () =>
    db
      .selectFrom('workspace_decks as head')
      .innerJoin('deck_versions as content', (join) =>
        join
          .onRef('content.workspace', '=', 'head.workspace')
          .onRef('content.deck', '=', 'head.id')
          .onRef('content.version', '=', 'head.version'),
      )
      .select(['head.id', 'head.version', 'content.hash'])
      .where('head.workspace', '=', workspace)
      .where('head.removed_at', 'is', null);
  const read = async (head: Head): Promise<WorkspaceDeck> => {
    const { id, version, hash } = head;
    const known = readDecks.get(hash);
    if (known !== undefined) return { deck: known, version };
    const { body } = await db
      .selectFrom('deck_versions')
      .select('body')
      .where('workspace', '=', workspace)
      .where('deck', '=', id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    const deck = readJson<Deck>(body);
    readDecks.set(hash, deck);
    return { deck, version };
  };
  return {
    async current() {
      const decks: WorkspaceDeck[] = [];
      for (const head of await sql.rows<Head>(CURRENT, workspace)) decks.push(await read(head));
      return decks;
    },
    async get(id) {
      const head = await heads().where('head.id', '=', id).executeTakeFirst();
      return head === undefined ? null : read(head);
    },
    removed: () =>
      db
        .selectFrom('workspace_decks')
        .select(['id', 'version'])
        .where('workspace', '=', workspace)
        .where('removed_at', 'is not', null)
        .orderBy('id')
        .execute(),
  };
}

interface Head {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
}

function versions(
  db: Kysely<Tables>,
  workspace: string,
): Pick<DeckRepository, 'source' | 'history' | 'save' | 'remove'> {
  return {
    async source(id, version) {
      const row = await db
        .selectFrom('deck_versions')
        .select('source')
        .where('workspace', '=', workspace)
        .where('deck', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.source ?? null;
    },
    async history(id) {
      const rows = await db
        .selectFrom('deck_versions')
        .select(['version', 'changes', 'member', 'at'])
        .where('workspace', '=', workspace)
        .where('deck', '=', id)
        .orderBy('version', 'desc')
        .execute();
      return rows.map((row) => ({ ...row, changes: readJson(row.changes) }));
    },
    save: (version) => saveVersion(db, workspace, version),
    async remove(id, at) {
      await db
        .updateTable('workspace_decks')
        .set({ removed_at: at })
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .execute();
    },
  };
}

async function saveVersion(
  db: Kysely<Tables>,
  workspace: string,
  { base, source, deck, changes, member, at }: NewDeckVersion,
): Promise<boolean> {
  const { id } = deck;
  const version = base + 1;
  if (!(await moveHead(db, workspace, { id, base }))) return false;
  const body = JSON.stringify(deck);
  const hash = createHash('sha256').update(body).digest('hex');
  const what = { version, source, body, hash, changes: JSON.stringify(changes), member, at };
  await db
    .insertInto('deck_versions')
    .values({ workspace, deck: id, ...what })
    .execute();
  return true;
}

async function moveHead(
  db: Kysely<Tables>,
  workspace: string,
  { id, base }: { readonly id: string; readonly base: number },
): Promise<boolean> {
  if (base === 0) {
    const added = await db
      .insertInto('workspace_decks')
      .values({ workspace, id, version: 1, removed_at: null })
      .onConflict((conflict) => conflict.columns(['workspace', 'id']).doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const moved = await db
    .updateTable('workspace_decks')
    .set({ version: base + 1, removed_at: null })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('version', '=', base)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

function drafts(
  db: Kysely<Tables>,
  workspace: string,
): Pick<DeckRepository, 'draft' | 'drafts' | 'saveDraft' | 'dropDraft'> {
  const select = (member: string) =>
    db
      .selectFrom('deck_drafts')
      .select(['deck', 'member', 'base', 'source', 'at'])
      .where('workspace', '=', workspace)
      .where('member', '=', member);
  return {
    draft: async (id, member) =>
      (await select(member).where('deck', '=', id).executeTakeFirst()) ?? null,
    drafts: (member) => select(member).orderBy('at', 'desc').orderBy('deck').execute(),
    async saveDraft({ deck, member, ...content }) {
      await db
        .insertInto('deck_drafts')
        .values({ workspace, deck, member, ...content })
        .onConflict((conflict) =>
          conflict.columns(['workspace', 'deck', 'member']).doUpdateSet(content),
        )
        .execute();
    },
    async dropDraft(id, member) {
      await db
        .deleteFrom('deck_drafts')
        .where('workspace', '=', workspace)
        .where('deck', '=', id)
        .where('member', '=', member)
        .execute();
    },
  };
}
