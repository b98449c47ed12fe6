import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { ReadDeck } from '../../app/authoring/change-draft.ts';
import { openDeck } from '../../app/authoring/drafts.ts';
import type { StudioEnv } from '../parts.ts';

/** A deck of the workspace as its reader sees it: their draft, or the newest version. */
export interface LoadedDeck extends ReadDeck {
  readonly id: string;
}

/** The deck of the address; null if the workspace has none of that id. */
export async function loadDeck(c: Context<StudioEnv>): Promise<LoadedDeck | null> {
  const { app } = c.var.request;
  const { workspace, member } = c.var.visitor;
  const id = deckIdOf(c);
  const open = await app.store.tx(workspace, (tx) => openDeck({ tx }, id, member));
  if (open === null) return null;
  return { id, open, checked: await app.workshop.check(open.source) };
}

/** The id of the deck in the address. */
export function deckIdOf(c: Context): string {
  return c.req.param('deck') ?? '';
}

/** A short mark of what a window shows, by which a later change of it is known. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The text of a form's body. */
export async function bodyOf(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** Line ends of a textarea as a deck has them. */
export function plainLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
