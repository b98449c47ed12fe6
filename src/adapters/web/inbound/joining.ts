import { Hono, type Context } from 'hono';
import { StoreError } from '../../../ports/errors.ts';
import { logFailure } from '../../../pages/failed-request.ts';
import type { Clock, Log, Metrics, Random } from '../../../ports/system.ts';
import { PAGE } from '../render/page-text.ts';
import { joinPage, placePage, type JoinView } from '../render/join-page.tsx';
import { languageFor, memberOf, type MemberParts } from './members.ts';
import type { JoinCode } from './join-code.ts';
import { readName, type ReadName } from './receive.ts';

export interface JoiningParts extends MemberParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly joinCode: JoinCode;
  /** Whether others than this machine's can open the chat. */
  readonly isPublic: boolean;
}

type Sentence = (typeof PAGE)[keyof typeof PAGE];

const REFUSED_NAMES: Readonly<Record<Exclude<ReadName['kind'], 'name'>, Sentence>> = {
  bad: PAGE.badName,
  invisible: PAGE.invisibleName,
  stacked: PAGE.stackedName,
  mixed: PAGE.mixedName,
  bot: PAGE.botName,
};
/** As long as the longest name that is shown again in its field. */
const SHOWN_AGAIN = 40;

/** How somebody comes in: under a new name, or with a one-time link. */
export function joiningRoutes(parts: JoiningParts): Hono {
  const { state, clock, cookie } = parts;
  const app = new Hono();

  app.post('/join', async (c) => {
    const body = new URLSearchParams(await c.req.text());
    const given = body.get('link');
    const isUsed = given !== null && (await state.link(given, clock.now())) === null;
    const link = isUsed ? null : given;
    const typed = body.get('name') ?? '';
    const refuse = (sentence: Sentence, status: 422 | 503 = 422): Response | Promise<Response> => {
      const refused = { name: typed.slice(0, SHOWN_AGAIN), sentence: sentence[languageFor(c)] };
      return c.html(showJoin(parts, c, { refused, link, already: null }), status);
    };
    if (isUsed) return refuse(PAGE.usedLink);
    const code = parts.joinCode.check(body.get('code') ?? '');
    if (code !== 'right') return refuse(code === 'wrong' ? PAGE.wrongCode : PAGE.codeLater);
    const read = readName(typed);
    if (read.kind !== 'name') return refuse(REFUSED_NAMES[read.kind]);
    const token = newToken(parts);
    const newcomer = { id: parts.random.id(), name: read.name, token };
    try {
      const withLink = link === null ? newcomer : { ...newcomer, link };
      if ((await state.join(withLink, clock.now())) === null) return await refuse(PAGE.takenName);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind === 'broken') throw error;
      logFailure(parts.log, c, 'a newcomer was not saved', error);
      parts.metrics.count('not_saved', { kind: error.kind });
      return refuse(error.kind === 'full' ? PAGE.notSavedFull : PAGE.notSaved, 503);
    }
    cookie.write(c, token);
    return c.redirect('/', 303);
  });

  app.get('/link/:link', async (c) => {
    const link = c.req.param('link');
    const found = await state.link(link, clock.now());
    if (found === null) return c.text(`${PAGE.usedLink[languageFor(c)]}\n`, 410);
    const already = await memberOf(c, parts);
    if (found.member === null)
      return c.html(showJoin(parts, c, { refused: null, link, already: already?.name ?? null }));
    const other = already?.id === found.member.id ? null : already;
    const { name } = found.member;
    return c.html(
      placePage({ language: languageFor(c), name, link, already: other?.name ?? null }),
    );
  });

  app.post('/link', async (c) => {
    const link = new URLSearchParams(await c.req.text()).get('link') ?? '';
    const token = newToken(parts);
    const member = await state.redeemLink(link, token, clock.now());
    if (member === null) return c.text(`${PAGE.usedLink[languageFor(c)]}\n`, 410);
    cookie.write(c, token);
    return c.redirect('/', 303);
  });

  return app;
}

/** The join page for this browser. */
export function showJoin(
  { joinCode, isPublic }: Pick<JoiningParts, 'joinCode' | 'isPublic'>,
  c: Context,
  more: Pick<JoinView, 'refused' | 'link' | 'already'>,
): string {
  return joinPage({ language: languageFor(c), asksCode: joinCode.isAsked, isPublic, ...more });
}

function newToken({ random }: JoiningParts): string {
  return `${random.id()}${random.id()}`;
}
