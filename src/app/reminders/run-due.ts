import { notice, runs } from '../shared/notice-card.ts';
import { isAway } from '../../domain/absence.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { isOpen } from '../../domain/round.ts';
import { nextOccurrences } from '../../domain/schedule.ts';
import type { Tx } from '../../ports/store.ts';
import type { App } from '../context.ts';
import { DueLooks } from '../shared/due-looks.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import { dueFor } from '../practice/memories.ts';
import { YEAR_MS } from './remind.ts';
import type { DueReminder } from '../../ports/due-work.ts';

/** A reminder later than this is left out: it would come at an hour that nobody chose. */
const LATE_MS = 2 * 3_600_000;

const PAUSE_MS = 60_000;

/** The most reminders of one turn. */
const LIMIT = 200;

/** Serves due reminders. One transaction sets the next time and queues the notice. */
export function dueReminders(app: App): DueLooks<DueReminder> {
  return new DueLooks(app, {
    pauseMs: PAUSE_MS,
    failed: 'a reminder could not be served',
    find: (now, platforms) => app.store.dueWork.reminders(now, platforms, LIMIT),
    serve: (due, now) => serve(app, due, now),
  });
}

async function serve(app: App, due: DueReminder, now: number): Promise<void> {
  await app.store.tx(due.workspace, async (tx) => {
    const reminder = await tx.habits.reminder(due.member);
    if (reminder === null || reminder.nextAt > now) return;
    const nextAt = nextOccurrences(reminder, now, 1)[0]?.at ?? now + YEAR_MS;
    await tx.habits.setReminder(due.member, { ...reminder, nextAt });
    if (now - reminder.nextAt < LATE_MS) await remind(app, tx, { ...due, ...reminder }, now);
  });
}

/** Queues the notice if something is due or open. */
async function remind(app: App, tx: Tx, reminder: DueReminder, now: number): Promise<void> {
  const { member, channel, zone } = reminder;
  const known = await tx.members.get(member);
  if (known === null || known.left) return;
  if (isAway(await tx.habits.absences(member), periodsOf(now, zone).day)) return;
  const due = (await dueFor({ app, tx, now }, member, zone)).length;
  const open = await hasOpen(tx, channel, member, now);
  if (due === 0 && !open) return;
  const words = await wordsOf({ app, tx, now }, member, channel);
  const buttons = due > 0 ? [runs(words.buttonReview(), 'review', 'primary')] : [];
  const card = notice(words.reminder({ due, open }), [
    ...buttons,
    runs(words.buttonRemindOff(), 'remind off'),
  ]);
  const name = `remind:${member}:${reminder.nextAt}`;
  await queueNotice({ app, tx, now }, { name, channel: channel, member: member, card });
}

/** Whether the channel has an open question that this member has not answered. */
async function hasOpen(tx: Tx, channel: string, member: string, now: number): Promise<boolean> {
  for (const round of await tx.rounds.openIn(channel)) {
    if (isOpen(round, now) && (await tx.answers.of(round.id, member)) === null) return true;
  }
  return false;
}
