import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Child, FC } from 'hono/jsx';
import { COMMANDS } from '../../app/bot/commands.ts';
import type { Request } from '../../app/context.ts';
import { ensureChannel } from '../../app/shared/channel-settings.ts';
import { mayManage } from '../../app/shared/permissions.ts';
import { studioWordsIn, type StudioWords } from '../../i18n/studio.ts';
import { pageLanguage } from '../../pages/accept-language.ts';
import type { StudioVisitor } from '../../ports/studio-access.ts';
import type { StudioEnv, StudioParts } from '../parts.ts';
import { studioPage } from '../view/layout.tsx';
import { readSession } from './session-cookie.ts';

/** The local chat's one channel. */
const LOCAL_CHAT = { platform: 'web', workspace: 'web:local', channel: 'team-quiz' } as const;

/** Lets managers through. Their rights are looked up at each request, since they may have ended. */
export function requireManager(parts: StudioParts) {
  return createMiddleware<StudioEnv>(async (c, next) => {
    const words = wordsFor(c);
    const known = await visitorOf(parts, c);
    if (known === null) return signInFirst(c, words);
    const { visitor } = known;
    const request = await requestOf(parts, c, known);
    if (!(await mayManage(request)))
      return refused(c, words, {
        status: 403,
        sentence: words.onlyManagers(),
        content: parts.chatMember === null ? null : <BackToChat words={words} />,
      });
    c.set('visitor', visitor);
    c.set('request', request);
    c.set('words', words);
    c.set('fromChat', parts.chatMember !== null);
    return next();
  });
}

const BackToChat: FC<{ words: StudioWords }> = ({ words }) => (
  <p>
    <a href="/">{words.backToChat()}</a>
  </p>
);

/** Names of fields that nobody typed. */
const UNTYPED = /^(seen|retired|kind|over|key|to|option-\d-(id|kind))$/;

/** Asks to sign in. What a form brought that is not saved as one types is shown, and can be sent again. */
async function signInFirst(c: Context, words: StudioWords) {
  const note = { sentence: words.signInFirst(), isBad: true };
  const isForm = (c.req.header('content-type') ?? '').startsWith(
    'application/x-www-form-urlencoded',
  );
  const fields = isForm ? [...new URLSearchParams(await c.req.text())] : [];
  const typed = fields.filter(([name, value]) => value.trim() !== '' && !UNTYPED.test(name));
  if (typed.length === 0 || c.req.header('hx-request') !== undefined)
    return refused(c, words, { status: 401, sentence: note.sentence });
  return c.html(
    studioPage(
      { words, title: words.studio(), section: null, note },
      <>
        <p>{words.writtenKept()}</p>
        <div class="field">
          <label for="written">{words.written()}</label>
          <textarea id="written" rows={12} readonly>
            {typed.map(([, value]) => value).join('\n\n')}
          </textarea>
        </div>
      </>,
    ),
    401,
  );
}

/** The language in which the studio speaks to this browser. */
export function wordsFor(c: Context): StudioWords {
  return studioWordsIn(pageLanguage(c.req.header('accept-language')));
}

/** A sentence as a page, or as text for a part of a page. */
export function refused(
  c: Context,
  words: StudioWords,
  {
    status,
    sentence,
    content = null,
  }: {
    readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 500 | 503;
    readonly sentence: string;
    /** What stands below the sentence on a page. */
    readonly content?: Child;
  },
) {
  if (c.req.header('hx-request') !== undefined) return c.text(sentence, status);
  // Set once its reader was let in: they go on by the parts of the studio.
  const fromChat: unknown = c.get('fromChat');
  const frame = {
    words,
    title: words.studio(),
    section: null,
    note: { sentence, isBad: true },
    ...(typeof fromChat === 'boolean' ? { fromChat } : {}),
  };
  return c.html(studioPage(frame, content), status);
}

/** Who came, and the name by which the local chat knows them; null elsewhere. */
interface Known {
  readonly visitor: StudioVisitor;
  readonly name: string | null;
}

/** By the studio's own session, else by the one of the local chat. */
async function visitorOf({ app, chatMember }: StudioParts, c: Context): Promise<Known | null> {
  const token = readSession(c);
  const visitor =
    token === undefined ? null : await app.store.studio.visitor(token, app.clock.now());
  if (visitor !== null) return { visitor, name: null };
  const member = (await chatMember?.(c.req.header('cookie'))) ?? null;
  if (member === null) return null;
  return { visitor: { ...LOCAL_CHAT, member: member.id }, name: member.name };
}

async function requestOf(
  { app }: StudioParts,
  c: Context,
  { visitor, name }: Known,
): Promise<Request> {
  const { platform, workspace, channel, member: id } = visitor;
  const locale = pageLanguage(c.req.header('accept-language'));
  const member = await app.store.tx(workspace, async (tx) => {
    const found = await tx.members.get(id);
    // Members of the local chat may come here before they ever used the bot.
    if (found !== null || name === null) return found;
    const now = app.clock.now();
    await ensureChannel({ app, tx, now }, { platform, channel });
    return tx.members.upsert({ id, name, locale }, now);
  });
  return {
    app,
    interaction: {
      place: { platform, workspace, channel },
      actor: { id, name: member?.name ?? '', manages: null, locale, zone: null },
      intent: { kind: 'home' },
    },
    words: app.words(locale),
    now: app.clock.now(),
    commands: COMMANDS,
  };
}
