import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { WebMember, WebBody, WebMessage, WebChatStore } from '../ports/web-chat.ts';

interface MessageRow {
  readonly id: string;
  readonly only_for: string | null;
  readonly author: string | null;
  readonly author_name: string | null;
  readonly kind: 'card' | 'line';
  readonly body: string;
  readonly created: number;
  readonly changed: number;
  readonly sent_at: number;
  readonly reply_to: string | null;
  readonly quoted_kind: 'card' | 'line' | null;
  readonly quoted_body: string | null;
}

interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly manager: number;
}

const MESSAGE = `SELECT m.*, q.kind AS quoted_kind, q.body AS quoted_body
  FROM web_messages m LEFT JOIN web_messages q ON q.id = m.reply_to AND q.only_for IS NULL`;
const VISIBLE = '(m.only_for IS NULL OR m.only_for = ?)';
const NEXT = 'UPDATE web_sequence SET place = place + 1 RETURNING place';
/** Turns of the event loop for which a write waits until the store's own transaction has ended. */
const LONGEST_WAIT = 100_000;

/** The local chat's memory in tables of their own (`migrations/0002_web.sql`) beside the main store's. */
export function openWebChatStore(db: Database): WebChatStore {
  const byId = db.prepare<[string], MessageRow>(`${MESSAGE} WHERE m.id = ?`);
  const byName = db.prepare<[string], MessageRow>(`${MESSAGE} WHERE m.name = ?`);
  const next = db.prepare<[], { place: number }>(NEXT);
  const reached = db.prepare<[], { place: number }>('SELECT place FROM web_sequence');
  const edited = db.prepare<[number, number, string, number], MessageRow>(
    `${MESSAGE} WHERE m.changed > ? AND m.created <= ? AND ${VISIBLE} ORDER BY m.changed LIMIT ?`,
  );
  const added = db.prepare<[number, string, number], MessageRow>(
    `${MESSAGE} WHERE m.created > ? AND ${VISIBLE} ORDER BY m.created LIMIT ?`,
  );
  const newest = db.prepare<[number, string, number], MessageRow>(
    `${MESSAGE} WHERE m.created < ? AND ${VISIBLE} ORDER BY m.created DESC LIMIT ?`,
  );
  const insert = db.prepare(
    `INSERT INTO web_messages
       (id, name, only_for, author, author_name, reply_to, kind, body, created, changed, sent_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    'UPDATE web_messages SET kind = ?, body = ?, changed = ?, edited_at = ? WHERE id = ?',
  );
  const memberByHash = db.prepare<[string], MemberRow>(
    'SELECT id, name, manager FROM web_members WHERE token_hash = ?',
  );
  const memberById = db.prepare<[string], MemberRow>(
    'SELECT id, name, manager FROM web_members WHERE id = ?',
  );
  const addMember = db.prepare(
    `INSERT INTO web_members (id, name, name_key, token_hash, manager, joined_at)
     SELECT ?, ?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM web_members) THEN 0 ELSE 1 END, ?
     WHERE true ON CONFLICT (name_key) DO NOTHING`,
  );
  const pruned = db.prepare('DELETE FROM web_messages WHERE only_for IS NOT NULL AND sent_at < ?');
  const gone = [
    'DELETE FROM web_members WHERE id = ?',
    'DELETE FROM web_messages WHERE only_for = ?',
    'DELETE FROM web_messages WHERE author = ?',
  ].map((sql) => db.prepare(sql));
  const free = (): number => {
    const row = next.get();
    if (row === undefined) throw new Error('web_sequence has no row: run the migrations');
    return row.place;
  };

  /** Runs `work` at once when the connection is in nobody's transaction: else it would share that one's fate. */
  async function write<T>(work: () => T): Promise<T> {
    for (let turn = 0; db.inTransaction; turn += 1) {
      if (turn === LONGEST_WAIT) throw new Error('the database is busy with a long transaction');
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return db.transaction(work).immediate();
  }

  return {
    join: (member, at) =>
      write(() => {
        const key = member.name.normalize('NFKC').toLowerCase();
        const { changes } = addMember.run(member.id, member.name, key, hash(member.token), at);
        return changes === 0 ? null : toMember(memberById.get(member.id));
      }),
    memberByToken: async (token) => toMember(memberByHash.get(hash(token))),
    member: async (id) => toMember(memberById.get(id)),
    append: (message) =>
      write(() => {
        const before = message.name === null ? undefined : byName.get(message.name);
        if (before !== undefined) return toMessage(before);
        const place = free();
        insert.run(
          message.id,
          message.name,
          message.onlyFor,
          message.author?.id ?? null,
          message.author?.name ?? null,
          message.replyTo,
          message.body.kind,
          bodyText(message.body),
          place,
          place,
          message.sentAt,
        );
        const row = byId.get(message.id);
        if (row === undefined) throw new Error('a message that was just written is not there');
        return toMessage(row);
      }),
    edit: (id, body, at) =>
      write(() => {
        update.run(body.kind, bodyText(body), free(), at, id);
        return maybe(byId.get(id));
      }),
    message: async (id) => maybe(byId.get(id)),
    find: async (name) => maybe(byName.get(name)),
    since: async (known, member, limit) => {
      const edits = edited.all(known.changed, known.created, member, limit).map((row) => ({
        message: toMessage(row),
        isNew: false,
        known: { created: known.created, changed: row.changed },
      }));
      // Read at the same instant, and only behind all edits: what is created later has changed later.
      const news = added.all(known.created, member, limit - edits.length).map((row) => ({
        message: toMessage(row),
        isNew: true,
        known: { created: row.created, changed: row.created },
      }));
      return [...edits, ...news];
    },
    latest: async (before, member, limit) =>
      newest.all(before, member, limit).map(toMessage).reverse(),
    place: async () => reached.get()?.place ?? 0,
    prune: (before) => write(() => void pruned.run(before)),
    forget: (member) =>
      write(() => {
        for (const statement of gone) statement.run(member);
      }),
  };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function bodyText(body: WebBody): string {
  if (body.kind === 'line') return body.line;
  // A card alone is written as it is, as before there were files.
  const { card, file } = body;
  return JSON.stringify(file === undefined ? card : { card, file });
}

/** Our own row, written by `bodyText`. */
function readBody(kind: 'card' | 'line', text: string): WebBody {
  if (kind === 'line') return { kind, line: text };
  const read = JSON.parse(text);
  return 'card' in read ? { kind, card: read.card, file: read.file } : { kind, card: read };
}

function maybe(row: MessageRow | undefined): WebMessage | null {
  return row === undefined ? null : toMessage(row);
}

function toMember(row: MemberRow | undefined): WebMember | null {
  return row === undefined ? null : { id: row.id, name: row.name, manager: row.manager === 1 };
}

function toMessage(row: MessageRow): WebMessage {
  return {
    id: row.id,
    author: row.author === null ? null : { id: row.author, name: row.author_name ?? '' },
    onlyFor: row.only_for,
    quoted: quotedIn(row),
    body: readBody(row.kind, row.body),
    created: row.created,
    changed: row.changed,
    sentAt: row.sent_at,
  };
}

function quotedIn(row: MessageRow): WebMessage['quoted'] {
  if (row.reply_to === null || row.quoted_kind === null || row.quoted_body === null) return null;
  const body = readBody(row.quoted_kind, row.quoted_body);
  return { id: row.reply_to, gist: body.kind === 'card' ? body.card.gist : body.line };
}
