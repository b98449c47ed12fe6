import { Hono, type Context } from 'hono';
import type { StudioWords } from '../../i18n/studio.ts';
import type { ShutLink } from '../../ports/studio-access.ts';
import type { StudioEnv, StudioParts } from '../parts.ts';
import { studioPage } from '../view/layout.tsx';
import { refused, wordsFor } from './require-manager.tsx';
import { dropSession, readSession, SESSION_MS, writeSession } from './session-cookie.ts';

/**
 * The way in by a one-time link and the code beside it, and out. A preview of the link uses nothing up: only a code does.
 * The code comes in a form's body, so no address, history or log has it.
 */
export function enterRoutes({ app: { store, clock, random } }: StudioParts): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();

  app.get('/studio/enter/:link', async (c) => {
    const token = c.req.param('link');
    const now = clock.now();
    const shut = await store.studio.shutLink(token, now);
    if (shut === null) return codePage(c, token, null);
    const session = readSession(c);
    // Whoever came in by a link finds it in their history.
    if (session !== undefined && (await store.studio.visitor(session, now)) !== null)
      return c.redirect('/studio', 303);
    return shutPage(c, shut);
  });

  app.post('/studio/enter', async (c) => {
    const fields = new URLSearchParams(await c.req.text());
    const link = fields.get('link') ?? '';
    const code = (fields.get('code') ?? '').replaceAll(/[\s-]/g, '');
    const now = clock.now();
    const token = `${random.id()}${random.id()}`;
    const session = { token, expiresAt: now + SESSION_MS };
    const redeemed = await store.studio.redeem({ token: link, code }, session, now);
    if (redeemed.kind === 'wrong-code') return codePage(c, link, redeemed.left);
    if (redeemed.kind === 'shut') return shutPage(c, redeemed.why);
    writeSession(c, token);
    return c.redirect('/studio', 303);
  });

  app.post('/studio/leave', async (c) => {
    const words = wordsFor(c);
    const token = readSession(c);
    if (token !== undefined) await store.studio.leave(token);
    dropSession(c);
    const frame = { words, title: words.studio(), section: null };
    return c.html(studioPage(frame, <p>{words.left()}</p>));
  });

  return app;
}

/** Asks for the code; `left` is how often it can be tried after a wrong one, else null. */
function codePage(c: Context, link: string, left: number | null) {
  const words = wordsFor(c);
  const note = left === null ? null : { sentence: words.wrongCode({ left }), isBad: true };
  const frame = { words, title: words.enterHeading(), section: null, note };
  return c.html(
    studioPage(
      frame,
      <form method="post" action="/studio/enter" class="narrow">
        <input type="hidden" name="link" value={link} />
        <div class="field">
          <label for="code">{words.enterCode()}</label>
          <input
            type="text"
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
            autofocus
            maxlength={12}
            aria-describedby="code-hint"
          />
          <p id="code-hint" class="hint">
            {words.enterCodeHint()}
          </p>
        </div>
        <button type="submit" class="primary">
          {words.enterButton()}
        </button>
        <p class="hint">{words.enterNote()}</p>
      </form>,
    ),
    left === null ? 200 : 403,
  );
}

function shutPage(c: Context, why: ShutLink) {
  const words = wordsFor(c);
  return refused(c, words, { status: 410, sentence: words[SAID[why]]() });
}

/** The sentence that says why a link opens nothing. */
const SAID = {
  used: 'linkUsed',
  late: 'linkLate',
  tried: 'linkTried',
  replaced: 'linkReplaced',
  unknown: 'linkUnknown',
} as const satisfies Readonly<Record<ShutLink, keyof StudioWords>>;
