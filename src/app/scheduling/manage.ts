import { notice, runs } from '../shared/notice-card.ts';
import type { ASKS_WHERE } from './schedule-forms.ts';
import { scheduleChannel, scheduleSaid } from './schedule-line.ts';
import type { Block, Card } from '../../domain/card.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { skipsWith, skipsWithout, type SkipChange } from '../../domain/skipped-days.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { dayName } from '../../i18n/dates.ts';
import { bold, text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { Request, Work } from '../context.ts';
import { channelNames, type ChannelNames } from '../shared/channel-names.ts';
import { transact } from '../shared/transact.ts';
import { hasNoBoard, postsBoard } from './board-posts.ts';
import { followScheduleZone } from './channel-zone.ts';
import { nextDates, type Reading } from './next-dates.ts';
import { whichCard } from './which-schedule.ts';
import { changedNext } from './next-questions.ts';
import type { Tx } from '../../ports/store.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';

export async function listSchedules(request: Request): Promise<Reply> {
  const blocks = await scheduleBlocks(request);
  return { kind: 'card', card: { gist: request.words.schedulesHeading(), blocks } };
}

/** All schedules with next dates and buttons, then the buttons for new ones. */
export async function scheduleBlocks(
  { app, interaction, words, now }: Request,
  about: '' | typeof ASKS_WHERE = '',
): Promise<readonly Block[]> {
  const { all, names } = await app.store.tx(interaction.place.workspace, async (tx) => {
    const listed = [];
    for (const schedule of await tx.schedules.list()) {
      listed.push({ schedule, skips: await tx.schedules.skips(schedule.id) });
    }
    return { all: listed, names: await channelNames(tx) };
  });
  const newOnes: Block = {
    kind: 'buttons',
    buttons: [
      {
        label: words.buttonNewDaily(),
        does: { kind: 'form', form: 'schedule-daily', about },
        weight: 'normal',
      },
      {
        label: words.buttonNewWeekly(),
        does: { kind: 'form', form: 'schedule-weekly', about },
        weight: 'normal',
      },
    ],
  };
  const heading: Block = { kind: 'heading', text: words.schedulesHeading() };
  if (all.length === 0) {
    return [heading, { kind: 'text', text: text(words.schedulesNone()), tone: 'normal' }, newOnes];
  }
  const rows = all.flatMap(({ schedule, skips }) =>
    oneSchedule(words, schedule, { skips, now, names }),
  );
  return [heading, ...rows, newOnes];
}

function oneSchedule(
  words: Words,
  schedule: Schedule,
  reading: Reading & { readonly names: ChannelNames },
): readonly Block[] {
  const paused = schedule.pausedAt !== null;
  const state = paused
    ? ` · ${words.schedulePaused({ why: schedule.pausedWhy?.[words.language] ?? null })}`
    : '';
  const dates = paused ? [] : nextDates(words, schedule, reading);
  const today = periodsOf(reading.now, schedule.zone).day;
  const skipsAhead = reading.skips
    .filter(({ lastDay }) => lastDay >= today)
    .flatMap(({ firstDay, lastDay }, index) => [
      ...(index === 0 ? [] : ['; ']),
      firstDay === lastDay
        ? dayName(firstDay, words.locale)
        : `${dayName(firstDay, words.locale)} – ${dayName(lastDay, words.locale)}`,
    ]);
  return [
    {
      kind: 'text',
      text: [
        ...text(
          bold(schedule.id),
          ` · ${scheduleSaid(words, schedule)}, ${words.scheduleIn()}`,
          scheduleChannel(schedule, reading.names),
          state,
        ),
        ...(dates.length > 0 ? text(...dates) : []),
        ...(skipsAhead.length === 0 ? [] : text(words.scheduleSkips(), ...skipsAhead)),
      ],
      tone: 'normal',
    },
    {
      kind: 'buttons',
      buttons: [
        paused
          ? runs(words.buttonResume(), `schedule resume ${schedule.id}`)
          : runs(words.buttonPause(), `schedule pause ${schedule.id}`),
        runs(words.buttonRemove(), `schedule remove ${schedule.id}`),
      ],
    },
  ];
}

export async function pauseSchedule(request: Request, values: Values): Promise<Reply> {
  return change(request, values, 'schedule pause', async ({ tx }, schedule) => {
    // The bot's own pause stays, with its reason: its maker may still be to be told.
    if (schedule.pausedAt === null) await tx.schedules.pause(schedule.id, request.now, null);
    return request.words.schedulePausedNow({ what: scheduleSaid(request.words, schedule) });
  });
}

export async function resumeSchedule(request: Request, values: Values): Promise<Reply> {
  const why = await whyNotPosted(request, values);
  if (why !== null)
    return { kind: 'card', card: notice(request.words.scheduleCannotResume({ why })) };
  return change(request, values, 'schedule resume', async ({ tx }, schedule) => {
    if (postsBoard(schedule) && (await hasNoBoard(tx, schedule.channel)))
      return refusal('id', request.words.boardNoneToPost());
    const untold = (await tx.schedules.untoldPauses()).find(
      (one) => one.schedule.id === schedule.id,
    );
    await tx.schedules.resume(schedule.id, request.now);
    const { words } = request;
    const what = scheduleSaid(words, schedule);
    return words.scheduleResumed({ what, why: untold?.why[words.language] ?? null });
  });
}

/** What keeps the bot from posting for the schedule that is meant; null if nothing is known to. */
async function whyNotPosted(request: Request, values: Values): Promise<string | null> {
  const { app, interaction, words } = request;
  const all = await transact(request, ({ tx }) => tx.schedules.list());
  const meant = meantOf(all, values);
  if (meant === undefined) return null;
  const place = { ...interaction.place, channel: meant.channel };
  const missing = await app.chats.get(place.platform)?.mayPost(place);
  return missing?.[words.language] ?? null;
}

export async function removeSchedule(request: Request, values: Values): Promise<Reply> {
  return change(request, values, 'schedule remove', async (work, schedule) => {
    await work.tx.schedules.remove(schedule.id, request.now);
    await followScheduleZone(work, schedule.channel);
    return request.words.scheduleRemoved({ what: scheduleSaid(request.words, schedule) });
  });
}

/** `/quiz schedule change [id] [time] [zone] [days] [closes] [open]`: omitted values stay. */
export async function changeSchedule(request: Request, values: Values): Promise<Reply> {
  const text = (name: string): string | undefined => {
    const value = values.get(name);
    return value === undefined ? undefined : String(value);
  };
  const days = values.get('days');
  if (['time', 'zone', 'days', 'closes', 'open'].every((name) => !values.has(name))) {
    return { kind: 'card', card: notice(request.words.scheduleChangeWhat()) };
  }
  return change(request, values, 'schedule change', async (work, schedule) => {
    const changed: Schedule = {
      ...schedule,
      time: text('time') ?? schedule.time,
      zone: text('zone') ?? schedule.zone,
      days: Array.isArray(days) ? days : schedule.days,
      closes: text('closes') ?? (values.has('open') ? null : schedule.closes),
    };
    if (changed.kind === 'weekly' && changed.days.length > 1)
      return refusal('days', request.words.scheduleOneDay());
    await work.tx.schedules.change(changed, request.now);
    await followScheduleZone(work, schedule.channel);
    return request.words.scheduleChanged({ what: scheduleSaid(request.words, changed) });
  });
}

export async function skipSchedule(request: Request, values: Values): Promise<Reply> {
  const from = String(values.get('from') ?? '');
  const to = String(values.get('to') ?? from);
  if (to < from) return refusal('to', request.words.scheduleSkipOrder());
  return changeDates(request, values, 'schedule skip', async ({ tx }, schedule) => {
    const today = periodsOf(request.now, schedule.zone).day;
    const { words } = request;
    if (to < today)
      return refusal('from', words.scheduleSkipPast({ day: dayName(to, words.locale) }));
    const days = { firstDay: from, lastDay: to };
    await changeSkips(tx, schedule.id, skipsWith(await tx.schedules.skips(schedule.id), days));
    if (isPressed(request) && from === to)
      return words.nextDropped({ day: dayName(from, words.locale) });
    return words.scheduleSkipped({
      from: dayName(from, words.locale),
      to: dayName(to, words.locale),
      what: scheduleSaid(words, schedule),
    });
  });
}

/** `/quiz schedule unskip [id] <from> [to]`: these dates alone; the rest of a longer skip stays. */
export async function unskipSchedule(request: Request, values: Values): Promise<Reply> {
  const from = String(values.get('from') ?? '');
  const to = String(values.get('to') ?? from);
  if (to < from) return refusal('to', request.words.scheduleSkipOrder());
  return changeDates(request, values, 'schedule unskip', async ({ tx }, schedule) => {
    const { words } = request;
    const [first, last] = [dayName(from, words.locale), dayName(to, words.locale)];
    const days = { firstDay: from, lastDay: to };
    const change = skipsWithout(await tx.schedules.skips(schedule.id), days);
    if (change.removed.length === 0)
      return refusal('from', words.scheduleNotSkipped({ day: first }));
    await changeSkips(tx, schedule.id, change);
    if (isPressed(request) && from === to) return words.nextUndropped({ day: first });
    return words.scheduleUnskipped({ from: first, to: last });
  });
}

async function changeSkips(tx: Tx, id: string, { removed, added }: SkipChange): Promise<void> {
  for (const skip of removed) await tx.schedules.removeSkip(id, skip);
  for (const skip of added) await tx.schedules.addSkip(id, skip);
}

function isPressed({ interaction }: Request): boolean {
  return interaction.intent.kind === 'press';
}

/** Like `change`; a button below the next questions shows them again, with what it changed. */
function changeDates(
  request: Request,
  values: Values,
  what: string,
  work: (work: Work, schedule: Schedule) => Promise<string | Refusal>,
): Promise<Reply> {
  return change(request, values, what, async (open, schedule) => {
    const said = await work(open, schedule);
    const { kind, channel } = schedule;
    return typeof said === 'string' && isPressed(request) && kind === 'daily'
      ? changedNext(open, request, { channel, said })
      : said;
  });
}

/** The named schedule, or the only one where none is named. */
function meantOf(all: readonly Schedule[], values: Values): Schedule | undefined {
  const id = values.get('id');
  if (id !== undefined) return all.find((one) => one.id === id);
  return all.length === 1 ? all[0] : undefined;
}

type Refusal = Extract<Reply, { readonly kind: 'refused' }>;

function refusal(field: string, sentence: string): Refusal {
  return { kind: 'refused', field, sentence };
}

/**
 * Runs `work` on the named schedule, or on the only one, and logs it unless it was refused. A card takes the place of the
 * pressed one.
 */
async function change(
  { app, interaction, words, now }: Request,
  values: Values,
  what: string,
  work: (work: Work, schedule: Schedule) => Promise<string | Card | Refusal>,
): Promise<Reply> {
  const changed = await app.store.tx(interaction.place.workspace, async (tx) => {
    const all = await tx.schedules.list();
    const id = values.get('id');
    if (id === undefined && all.length !== 1) {
      if (all.length === 0) return words.schedulesNone();
      return { asked: whichCard(words, all, { what, values, names: await channelNames(tx) }) };
    }
    const schedule = meantOf(all, values);
    if (schedule === undefined) {
      const near = nearest(
        String(id),
        all.map((one) => one.id),
      );
      return words.scheduleUnknown({ id: String(id), near });
    }
    const done = await work({ app, tx, now }, schedule);
    if (typeof done !== 'string' && 'kind' in done) return done;
    await recordAct({ app, interaction, now }, tx, { what, about: schedule.id });
    return done;
  });
  if (typeof changed === 'string') return { kind: 'card', card: notice(changed) };
  if ('kind' in changed) return changed;
  return 'asked' in changed
    ? { kind: 'card', card: changed.asked }
    : { kind: 'replace', card: changed };
}
