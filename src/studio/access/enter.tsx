import { Hono } from 'hono';
import type { StudioEnv, StudioParts } from '../parts.ts';
import { studioPage } from '../view/layout.tsx';
import { refused, wordsFor } from './require-manager.tsx';
import { dropSession, readSession, SESSION_MS, writeSession } from './session-cookie.ts';

/** The way in by a one-time link, and out. A preview of the link uses nothing up: only the button does. */
export function enterRoutes({ app: { store, clock, random } }: StudioParts): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();

  app.get('/studio/enter/:link', async (c) => {
    const words = wordsFor(c);
    const link = c.req.param('link');
    if (!(await store.studio.hasLink(link, clock.now())))
      return refused(c, words, { status: 410, sentence: words.linkUsed() });
    const frame = { words, title: words.enterHeading(), section: null };
    return c.html(
      studioPage(
        frame,
        <form method="post" action="/studio/enter">
          <input type="hidden" name="link" value={link} />
          <p>{words.enterNote()}</p>
          <button type="submit">{words.enterButton()}</button>
        </form>,
      ),
    );
  });

  app.post('/studio/enter', async (c) => {
    const words = wordsFor(c);
    const link = new URLSearchParams(await c.req.text()).get('link') ?? '';
    const now = clock.now();
    const token = `${random.id()}${random.id()}`;
    if (!(await store.studio.redeem(link, { token, expiresAt: now + SESSION_MS }, now)))
      return refused(c, words, { status: 410, sentence: words.linkUsed() });
    writeSession(c, token, c.req.header('origin')?.startsWith('https:') === true);
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
