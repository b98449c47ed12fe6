import { dateFormat } from '../../../domain/date-format.ts';
import { flawOf, looksLikeBot } from '../../../domain/look-alike.ts';
import { cleanString } from '../../../fit/index.ts';
import { pageLanguage } from '../../../pages/accept-language.ts';
import type { WebMember } from '../../../ports/web-chat.ts';
import type { Interaction } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';
import { MAX_LINE, WEB_PLACE } from '../place.ts';

const MAX_NAME = 40;
const BOT_NAME = 'Deckhand';

/** The meaning of a line in the composer. */
export type Typed =
  | { readonly kind: 'nothing' }
  /** `line` is the text after `/quiz`. */
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'unknown-slash'; readonly word: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'said'; readonly line: string };

export function readTyped(text: string): Typed {
  const line = cleanString(text).trim();
  if (line === '') return { kind: 'nothing' };
  if (line.length > MAX_LINE) return { kind: 'too-long' };
  const quiz = /^\/quiz(?:\s+([\s\S]*))?$/i.exec(line);
  if (quiz !== null) return { kind: 'command', line: quiz[1] ?? '' };
  const slash = /^\/[A-Za-z]\S*/.exec(line);
  return slash === null ? { kind: 'said', line } : { kind: 'unknown-slash', word: slash[0] };
}

export type ReadName =
  | { readonly kind: 'name'; readonly name: string }
  /** `bad`: nothing to read, or too long. `bot`: it looks like the bot's own name. */
  | { readonly kind: 'bad' | 'invisible' | 'mixed' | 'bot' };

/** A display name in one line that cannot be taken for the bot's, or for one in another script. */
export function readName(text: string): ReadName {
  const name = cleanString(text).replaceAll(/\s+/g, ' ').trim().replace(/^@+/, '').trim();
  if (!/[\p{L}\p{N}\p{So}]/u.test(name) || name.length > MAX_NAME) return { kind: 'bad' };
  const flaw = flawOf(name);
  if (flaw !== null) return { kind: flaw };
  return looksLikeBot(name, BOT_NAME) ? { kind: 'bot' } : { kind: 'name', name };
}

interface Preferences {
  /** `Accept-Language`. */
  readonly language: string | undefined;
  /** The browser's zone as our page sends it. */
  readonly zone: string | undefined;
}

/** The acting member: known from the cookie alone; language and zone are only preferences. */
export function actorOf(member: WebMember, preferences: Preferences): Actor {
  return {
    id: member.id,
    name: member.name,
    manages: member.manager,
    locale: pageLanguage(preferences.language),
    zone: readZone(preferences.zone),
  };
}

function readZone(value: string | undefined): string | null {
  if (value === undefined || value.length > 64) return null;
  try {
    return dateFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

export function fromLine(actor: Actor, line: string): Interaction {
  return { place: WEB_PLACE, actor, intent: { kind: 'line', line } };
}

/** @param isPrivate whether the pressed message is private to this member, as the server knows it */
export function fromPress(
  actor: Actor,
  press: { readonly code: string; readonly message: string; readonly isPrivate: boolean },
): Interaction {
  const { code, message, isPrivate } = press;
  return { place: WEB_PLACE, actor, intent: { kind: 'press', code, message, own: isPrivate } };
}

/** A field's values are named `f.<field>` in the body; several choices are joined by commas. */
export function fromForm(actor: Actor, body: URLSearchParams): Interaction {
  const values: Record<string, string> = {};
  for (const key of new Set(body.keys())) {
    const field = /^f\.([a-z]{1,32})$/.exec(key)?.[1];
    if (field !== undefined) values[field] = body.getAll(key).join(',');
  }
  const code = body.get('code') ?? '';
  return { place: WEB_PLACE, actor, intent: { kind: 'form', code, values } };
}
