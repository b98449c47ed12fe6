import { createHash } from 'node:crypto';
import { withoutNul } from '../domain/text.ts';
import type { WebBody, WebMember, WebMessage } from '../ports/web-chat.ts';

/** A message as `MESSAGE` selects it. */
export interface MessageRow {
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

export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly manager: number;
}

/** Tokens are stored as hashes, so that a reader of the file cannot act as a member. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function bodyText(body: WebBody): string {
  if (body.kind === 'line') return withoutNul(body.line);
  // A card without a file has the format of older databases.
  const { card, file } = body;
  return JSON.stringify(file === undefined ? card : { card, file });
}

/** The inverse of `bodyText`. */
function readBody(kind: 'card' | 'line', text: string): WebBody {
  if (kind === 'line') return { kind, line: text };
  const read = JSON.parse(text);
  return 'card' in read ? { kind, card: read.card, file: read.file } : { kind, card: read };
}

export function toMember(row: MemberRow | undefined): WebMember | null {
  return row === undefined ? null : { id: row.id, name: row.name, manager: row.manager === 1 };
}

export function toMessage(row: MessageRow): WebMessage {
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
