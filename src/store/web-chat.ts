import { looksOf } from '../domain/look-alike.ts';
import type {
  Known,
  NewMember,
  News,
  WebChatStore,
  WebMember,
  WebMessage,
} from '../ports/web-chat.ts';
import type { Sql } from './sql.ts';
import {
  bodyText,
  hashToken,
  toMember,
  toMessage,
  type MemberRow,
  type MessageRow,
} from './web-chat-rows.ts';

const COLUMNS = 'm.*, q.kind as quoted_kind, q.body as quoted_body';
const FROM =
  'from web_messages m left join web_messages q on q.id = m.reply_to and q.only_for is null';
const MESSAGE = `select ${COLUMNS} ${FROM}`;
const VISIBLE = '(m.only_for is null or m.only_for = ?)';
const BY_ID = `${MESSAGE} where m.id = ?`;
const BY_NAME = `${MESSAGE} where m.name = ?`;
/** Edits in the order of their changes, then new messages in theirs. */
const NEWS = `select * from (
    select * from (select 0 as is_new, m.changed as place, ${COLUMNS} ${FROM}
      where m.changed > ? and m.created <= ? and ${VISIBLE} order by m.changed limit ?) as edited
    union all
    select * from (select 1 as is_new, m.created as place, ${COLUMNS} ${FROM}
      where m.created > ? and ${VISIBLE} order by m.created limit ?) as added
  ) as news order by is_new, place limit ?`;
const NEWEST = `${MESSAGE} where m.created < ? and ${VISIBLE} order by m.created desc limit ?`;
const INSERT = `insert into web_messages
  (id, name, only_for, author, author_name, reply_to, kind, body, created, changed, sent_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const UPDATE =
  'update web_messages set kind = ?, body = ?, changed = ?, edited_at = ? where id = ?';
const JOIN = `insert into web_members (id, name, name_key, token_hash, manager, joined_at)
select ?, ?, ?, ?, case when ? = 1 or not exists (select 1 from web_members) then 1 else 0 end, cast(? as bigint)
where true on conflict (name_key) do nothing`;
const MEMBER = 'select id, name, manager from web_members';

type Run = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** The local chat's access to the database. */
export interface WebChatAccess {
  /** Runs `work` outside a transaction. */
  readonly read: Run;
  /** Runs `work` in a transaction of the store, and resolves when it is durable. */
  readonly write: Run;
}

/** The local chat's members and messages (`migrations/0002_web.sql`). */
export function webChatStore(access: WebChatAccess): WebChatStore {
  return { ...members(access), ...links(access), ...written(access), ...reads(access) };
}

type Members = Pick<
  WebChatStore,
  'join' | 'memberByToken' | 'member' | 'members' | 'setManager' | 'forget'
>;

function members({ read, write }: WebChatAccess): Members {
  return {
    join: (member, at) => write((sql) => join(sql, member, at)),
    memberByToken: (token) => read((sql) => memberWhere(sql, 'token_hash', hashToken(token))),
    member: (id) => read((sql) => memberById(sql, id)),
    members: () =>
      read(async (sql) => {
        const rows = await sql.rows<MemberRow>(`${MEMBER} order by joined_at`);
        return rows.flatMap((row) => toMember(row) ?? []);
      }),
    setManager: (id, manager) =>
      write(async (sql) => {
        await sql.run('update web_members set manager = ? where id = ?', manager ? 1 : 0, id);
      }),
    forget: (member) =>
      write(async (sql) => {
        await sql.run('delete from web_members where id = ?', member);
        await sql.run('delete from web_links where member = ?', member);
        await sql.run('delete from web_messages where only_for = ?', member);
        await sql.run('delete from web_messages where author = ?', member);
      }),
  };
}

async function join(
  sql: Sql,
  { id, name, token, link }: NewMember,
  at: number,
): Promise<WebMember | null> {
  const looks = looksOf(name);
  const others = await sql.rows<{ name: string }>('select name from web_members');
  if (others.some((other) => looksOf(other.name) === looks)) return null;
  const manages = link !== undefined && (await linkRow(sql, link, at))?.member === null;
  const key = name.normalize('NFKC').toLowerCase();
  const added = await sql.run(JOIN, id, name, key, hashToken(token), manages ? 1 : 0, at);
  if (added === 0) return null;
  if (link !== undefined && manages) await dropLink(sql, link);
  return memberById(sql, id);
}

function memberById(sql: Sql, id: string): Promise<WebMember | null> {
  return memberWhere(sql, 'id', id);
}

async function memberWhere(
  sql: Sql,
  column: 'id' | 'token_hash',
  value: string,
): Promise<WebMember | null> {
  const [row] = await sql.rows<MemberRow>(`${MEMBER} where ${column} = ?`, value);
  return toMember(row);
}

type Links = Pick<WebChatStore, 'addLink' | 'link' | 'redeemLink'>;

function links({ read, write }: WebChatAccess): Links {
  return {
    addLink: ({ token, member, expiresAt }) =>
      write(async (sql) => {
        await sql.run(
          'insert into web_links values (?, ?, ?)',
          hashToken(token),
          member,
          expiresAt,
        );
      }),
    link: (token, now) =>
      read(async (sql) => {
        const row = await linkRow(sql, token, now);
        if (row?.member == null) return row === null ? null : { member: null };
        const member = await memberById(sql, row.member);
        return member === null ? null : { member };
      }),
    redeemLink: (link, token, now) =>
      write(async (sql) => {
        const id = (await linkRow(sql, link, now))?.member ?? null;
        if (id === null) return null;
        await dropLink(sql, link);
        await sql.run('update web_members set token_hash = ? where id = ?', hashToken(token), id);
        return memberById(sql, id);
      }),
  };
}

async function linkRow(
  sql: Sql,
  token: string,
  now: number,
): Promise<{ member: string | null } | null> {
  const find = 'select member from web_links where token_hash = ? and expires_at > ?';
  const [row] = await sql.rows<{ member: string | null }>(find, hashToken(token), now);
  return row ?? null;
}

async function dropLink(sql: Sql, token: string): Promise<void> {
  await sql.run('delete from web_links where token_hash = ?', hashToken(token));
}

function written({ write }: WebChatAccess): Pick<WebChatStore, 'append' | 'edit' | 'prune'> {
  return {
    append: (message) =>
      write(async (sql) => {
        const before = message.name === null ? null : await one(sql, BY_NAME, message.name);
        if (before !== null) return before;
        const place = await nextPlace(sql);
        await sql.run(
          INSERT,
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
        const added = await one(sql, BY_ID, message.id);
        if (added === null) throw new Error('a message that was just written is not there');
        return added;
      }),
    edit: (id, body, at) =>
      write(async (sql) => {
        await sql.run(UPDATE, body.kind, bodyText(body), await nextPlace(sql), at, id);
        return one(sql, BY_ID, id);
      }),
    prune: (before) =>
      write(async (sql) => {
        await sql.run(
          'delete from web_messages where only_for is not null and sent_at < ?',
          before,
        );
        await sql.run('delete from web_links where expires_at < ?', before);
      }),
  };
}

type Read = Pick<WebChatStore, 'message' | 'find' | 'since' | 'latest' | 'place'>;

function reads({ read }: WebChatAccess): Read {
  return {
    message: (id) => read((sql) => one(sql, BY_ID, id)),
    find: (name) => read((sql) => one(sql, BY_NAME, name)),
    since: (known, member, limit) => read((sql) => newsSince(sql, known, member, limit)),
    latest: (before, member, limit) =>
      read(async (sql) => {
        const rows = await sql.rows<MessageRow>(NEWEST, before, member, limit);
        return rows.map(toMessage).reverse();
      }),
    place: () =>
      read(async (sql) => {
        const [row] = await sql.rows<{ place: number }>('select place from web_sequence');
        return row?.place ?? 0;
      }),
  };
}

async function newsSince(
  sql: Sql,
  { created, changed }: Known,
  member: string,
  limit: number,
): Promise<readonly News[]> {
  // One statement reads both, so no change falls between them. Later messages come after all edits.
  const rows = await sql.rows<MessageRow & { readonly is_new: number }>(
    NEWS,
    changed,
    created,
    member,
    limit,
    created,
    member,
    limit,
    limit,
  );
  // A new message comes as it is by now, after every earlier change: none of these may come once more.
  let known: Known = { created, changed };
  return rows.map((row) => {
    const isNew = row.is_new === 1;
    known = {
      created: isNew ? row.created : known.created,
      changed: Math.max(known.changed, row.changed),
    };
    return { message: toMessage(row), isNew, known };
  });
}

async function one(sql: Sql, query: string, key: string): Promise<WebMessage | null> {
  const [row] = await sql.rows<MessageRow>(query, key);
  return row === undefined ? null : toMessage(row);
}

/** The next place in the sequence of all changes. */
async function nextPlace(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ place: number }>(
    'update web_sequence set place = place + 1 returning place',
  );
  if (row === undefined) throw new Error('web_sequence has no row: run the migrations');
  return row.place;
}
