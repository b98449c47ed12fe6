import { periodsOf, weekOf } from '../../domain/calendar.ts';
import type { DueLetter } from '../../ports/letters.ts';
import type { App, Work } from '../context.ts';
import { DueLooks } from '../shared/due-looks.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { poolOf, supplyOf, type Supply } from '../scheduling/deck-supply.ts';
import { notice } from '../shared/notice-card.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import { letterCard } from './letter-card.ts';
import { nextLetterAt } from './letter.ts';
import { readReport } from './read-report.ts';
import { totalOf } from './report-card.ts';

/** A letter later than this is left out, and the next one comes in its week. */
const LATE_MS = 24 * 3_600_000;
/** A platform that does not say who manages is asked again after this time. */
const LOOK_AGAIN_MS = 15 * 60_000;
const PAUSE_MS = 60_000;
/** The most letters of one look: other work has its turn before the next. */
const LIMIT = 20;

/** Serves due letters. One transaction sets the next time and queues the letter. */
export function dueLetters(app: App): DueLooks<DueLetter> {
  return new DueLooks(app, {
    pauseMs: PAUSE_MS,
    failed: 'a letter could not be written; the next look tries again',
    limit: LIMIT,
    find: (...page) => app.store.dueWork.letters(...page),
    serve: (due, now) => serve(app, due, now),
  });
}

async function serve(app: App, due: DueLetter, now: number): Promise<void> {
  const { workspace, member, channel, zone } = due;
  const manages = await stillManages(app, due);
  if (manages === false) return endLetters(app, due, now);
  const isLate = nextLetterAt(now - LATE_MS, zone) > now;
  if (manages === null && !isLate) return waitLonger(app, due, now);
  const report = isLate ? null : await readReport(app, { workspace, deck: null, now, zone });
  await app.store.tx(workspace, async (tx) => {
    const order = await tx.letters.of(member);
    if (order === null || order.nextAt > now) return;
    await tx.letters.set(member, { ...order, nextAt: nextLetterAt(now, order.zone) });
    if (report === null || totalOf(report) === null) return;
    const work: Work = { app, tx, now };
    const words = await wordsOf(work, member, channel);
    const origin = app.studioOrigin(due.platform);
    const card = letterCard(words, {
      report,
      week: weekOf(periodsOf(now, zone).day),
      supply: await shortestSupply(work),
      link: origin === null ? null : `${origin}/studio/report`,
    });
    await queueNotice(work, { name: `letter:${member}:${order.nextAt}`, channel, member, card });
  });
}

/** Ends the letters of a member who no longer manages, and tells them. */
async function endLetters(app: App, due: DueLetter, now: number): Promise<void> {
  const { workspace, member, channel, nextAt } = due;
  await app.store.tx(workspace, async (tx) => {
    if (!(await tx.letters.remove(member))) return;
    if ((await tx.members.get(member))?.left !== false) return;
    const work: Work = { app, tx, now };
    const card = notice((await wordsOf(work, member, channel)).letterNotYours());
    await queueNotice(work, { name: `letter:${member}:${nextAt}`, channel, member, card });
  });
}

/** The platform does not say whether the member manages: their letter waits. */
async function waitLonger(app: App, { workspace, member }: DueLetter, now: number): Promise<void> {
  await app.store.tx(workspace, async (tx) => {
    const order = await tx.letters.of(member);
    if (order === null || order.nextAt > now) return;
    await tx.letters.set(member, { ...order, nextAt: now + LOOK_AGAIN_MS });
  });
}

/**
 * Rights are looked at again at each letter; the platform is asked outside every transaction.
 * @returns null if the platform does not say
 */
async function stillManages(app: App, due: DueLetter): Promise<boolean | null> {
  const { workspace, platform, channel, member } = due;
  const known = await app.store.tx(workspace, (tx) => tx.members.get(member));
  if (known === null || known.left) return false;
  if (known.manager) return true;
  return (await app.chats.get(platform)?.manages({ workspace, platform, channel }, member)) ?? null;
}

/** Of all daily schedules the one whose new questions end first; null if there is none. */
async function shortestSupply(work: Work): Promise<Supply | null> {
  const all: Supply[] = [];
  const decks = await workspaceDecks(work);
  for (const schedule of await work.tx.schedules.list()) {
    if (schedule.kind !== 'daily' || schedule.pausedAt !== null) continue;
    const settings = await work.tx.channels.channel(schedule.channel);
    const pool = poolOf(decks, schedule, settings?.language ?? null);
    if (pool.length > 0) all.push(await supplyOf(work, schedule, pool));
  }
  const [first] = all.toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
  return first ?? null;
}
