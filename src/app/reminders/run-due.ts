import { hasRoom, runs, spansNotice } from '../shared/notice-card.ts';
import { isAway } from '../../domain/absence.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { nextOccurrences } from '../../domain/schedule.ts';
import { channelRun, type Spans } from '../../domain/text.ts';
import { writtenDays } from '../../domain/typed-days.ts';
import type { Tx } from '../../ports/store.ts';
import type { App, Work } from '../context.ts';
import { unansweredIn } from '../rounds/unanswered.ts';
import { DueLooks } from '../shared/due-looks.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import { dueFor } from '../practice/memories.ts';
import { YEAR_MS } from './remind.ts';
import type { Button } from '../../domain/card.ts';
import type { Words } from '../../i18n/index.ts';
import type { DueReminder } from '../../ports/due-work.ts';

/** A reminder later than this is left out: it would come at an hour that nobody chose. */
const LATE_MS = 2 * 3_600_000;

const PAUSE_MS = 60_000;

/** The most reminders of one look: other work has its turn before the next. */
const LIMIT = 200;

/** Serves due reminders. One transaction sets the next time and queues the notice. */
export function dueReminders(app: App): DueLooks<DueReminder> {
  return new DueLooks(app, {
    pauseMs: PAUSE_MS,
    failed: 'a reminder could not be served; the next look tries again',
    limit: LIMIT,
    find: (...page) => app.store.dueWork.reminders(...page),
    serve: (due, now) => serve(app, due, now),
  });
}

async function serve(app: App, due: DueReminder, now: number): Promise<void> {
  await app.store.tx(due.workspace, async (tx) => {
    const reminder = await tx.habits.reminder(due.member);
    if (reminder === null || reminder.nextAt > now) return;
    const nextAt = nextOccurrences(reminder, now, 1)[0]?.at ?? now + YEAR_MS;
    await tx.habits.setReminder(due.member, { ...reminder, nextAt });
    if (now - reminder.nextAt < LATE_MS)
      await remind({ app, tx, now }, { ...due, ...reminder }, nextAt);
  });
}

/** Reminders in a row that a member does not answer; the last of them ends it. */
const MOST_UNANSWERED = 3;

/** Queues the notice if something is due or open. After the third one without an answer no more come. */
async function remind(work: Work, reminder: DueReminder, nextAt: number): Promise<void> {
  const { app, tx, now } = work;
  const { member, channel, zone } = reminder;
  const known = await tx.members.get(member);
  if (known === null || known.left) return;
  if (isAway(await tx.habits.absences(member), periodsOf(now, zone).day)) return;
  const due = (await dueFor({ app, tx, now }, member, zone)).length;
  const open = (await unansweredIn({ tx, now }, channel, member)).length > 0;
  if (due === 0 && !open) return;
  const words = await wordsOf(work, member, channel);
  const unanswered = await unansweredNow(tx, reminder);
  const isLast = unanswered >= MOST_UNANSWERED;
  if (isLast) await tx.habits.removeReminder(member);
  else await tx.habits.setReminder(member, { ...reminder, nextAt, remindedAt: now, unanswered });
  const said: Spans = [
    ...(due > 0 ? [words.reminderDue({ due })] : []),
    ...(due > 0 && open ? [' '] : []),
    ...(open ? [words.reminderOpenIn(), channelRun(channel), '.'] : []),
    ...(isLast ? [` ${words.reminderLast()}`] : []),
  ];
  const card = spansNotice(said, [
    ...(due > 0 ? [runs(words.buttonReview(), 'review', 'primary')] : []),
    ...(isLast ? goOn(words, reminder) : [runs(words.buttonRemindOff(), 'remind off')]),
  ]);
  const name = `remind:${member}:${reminder.nextAt}`;
  await queueNotice({ app, tx, now }, { name, channel: channel, member: member, card });
}

/** How many reminders in a row the member has not answered, with the one that is sent now. */
async function unansweredNow(tx: Tx, reminder: DueReminder): Promise<number> {
  const { remindedAt, unanswered, member } = reminder;
  if (remindedAt === null) return 1;
  const last = (await tx.sessions.attempts(member)).at(-1)?.at ?? 0;
  return last > remindedAt ? 1 : unanswered + 1;
}

/** A button that sets the same reminder again, where its code has room. */
function goOn(words: Words, { time, days, zone }: DueReminder): readonly Button[] {
  const line = `remind at ${time} ${writtenDays(days)} ${zone}`;
  return hasRoom(line) ? [runs(words.buttonRemindOn(), line)] : [];
}
