import { notice, runs } from '../cards/notice.ts';
import { dayAndTime } from '../cards/when.ts';
import { ASKS_WHERE } from '../cards/forms.ts';
import { scheduleSaid } from '../cards/schedules.ts';
import type { Block, Card, Reply } from '../domain/card.ts';
import type { Values } from '../domain/command.ts';
import { nearest } from '../domain/nearest.ts';
import { nextOccurrences, type Schedule, type Skip } from '../domain/schedule.ts';
import { bold, channelRun, text } from '../domain/text.ts';
import type { Tx } from '../ports/store.ts';
import type { Words } from '../words/en.ts';
import type { Call } from './app.ts';

const WEEKDAYS = [1, 2, 3, 4, 5];
/** How many next dates are said in words. */
const SHOWN = 3;

export async function scheduleDaily(call: Call, values: Values): Promise<Reply> {
  const { app, words } = call;
  const decks = readDecks(call, String(values.get('decks') ?? ''));
  if (decks.kind === 'refused')
    return { kind: 'refused', field: 'decks', sentence: decks.sentence };
  if (app.decks.all().length === 0) return { kind: 'card', card: notice(words.decksNone()) };
  const closes = values.get('closes');
  return add(call, values, {
    kind: 'daily',
    scope: 'channel',
    days: numbers(values.get('days')) ?? WEEKDAYS,
    decks: decks.decks,
    closes: closes === undefined ? null : String(closes),
  });
}

export async function scheduleWeekly(call: Call, values: Values): Promise<Reply> {
  const days = numbers(values.get('day')) ?? [1];
  return add(call, values, {
    kind: 'weekly',
    scope: values.get('scope') === 'workspace' ? 'workspace' : 'channel',
    days: days.slice(0, 1),
    decks: [],
    closes: null,
  });
}

type Shape = Pick<Schedule, 'kind' | 'scope' | 'days' | 'decks' | 'closes'>;

async function add(call: Call, values: Values, shape: Shape): Promise<Reply> {
  const { app, input, words, now } = call;
  const { workspace, platform } = input.place;
  const named = values.get('channels');
  const channels = named === undefined ? [input.place.channel] : String(named).split(',');
  // All of them or none.
  for (const channel of channels) {
    const missing = await app.chats.get(platform)?.mayPost({ ...input.place, channel });
    if (missing === undefined || missing === null) continue;
    if (named === undefined) {
      const why = words.scheduleCannotPost({ why: missing, channel: null });
      return { kind: 'card', card: notice(why) };
    }
    const sentence = words.scheduleCannotPost({ why: missing, channel });
    return { kind: 'refused', field: 'channels', sentence };
  }
  const added = await app.store.tx(workspace, async (tx) => {
    const all: Schedule[] = [];
    for (const channel of channels) all.push(await addTo(tx, call, channel, values, shape));
    await tx.members.touch(input.actor, now);
    return all;
  });
  return { kind: 'card', card: addedCard(call, added) };
}

async function addTo(
  tx: Tx,
  { app, input, now }: Call,
  channel: string,
  values: Values,
  shape: Shape,
): Promise<Schedule> {
  const { workspace, platform } = input.place;
  const defaults = { ...app.defaults, board: true };
  const settings = await tx.places.touch(channel, platform, defaults, now);
  const zone = values.get('zone');
  const schedule = {
    ...shape,
    id: await freshId(tx, shape.kind),
    channel,
    time: String(values.get('time') ?? '09:00'),
    zone: zone === undefined ? settings.zone : String(zone),
    createdBy: input.actor.id,
    createdAt: now,
    doneUntil: now,
  };
  await tx.schedules.add(schedule);
  // The channel counts its days and weeks as its first schedule does.
  const others = (await tx.schedules.list()).filter((one) => one.channel === channel);
  if (others.length === 1) await tx.places.setZone(channel, schedule.zone);
  await tx.audit.add(app.chance.id(), now, input.actor.id, `schedule ${shape.kind}`, schedule.id);
  return { ...schedule, workspace, pausedAt: null, pausedWhy: null };
}

/** Short ids that people can type: `daily`, `daily-2`, `weekly`. */
async function freshId(tx: Tx, kind: Schedule['kind']): Promise<string> {
  const taken = new Set(await tx.schedules.ids());
  if (!taken.has(kind)) return kind;
  let number = 2;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

function addedCard({ words, input, now }: Call, added: readonly Schedule[]): Card {
  const [first] = added;
  if (first === undefined) return notice(words.schedulesNone());
  const sentence = words.scheduleSet({ what: scheduleSaid(words, first) });
  const elsewhere = added.some(({ channel }) => channel !== input.place.channel);
  const where = added.flatMap(({ channel }, index) => [
    ...(index === 0 ? [] : [', ']),
    channelRun(channel),
  ]);
  return {
    gist: sentence,
    blocks: [
      { kind: 'text', text: text(bold(sentence)), tone: 'normal' },
      {
        kind: 'text',
        text: [
          ...(elsewhere ? text(words.scheduleWhere(), ...where, '.') : []),
          ...text(...nextDates(words, first, [], now, input.actor.zone)),
        ],
        tone: 'normal',
      },
      {
        kind: 'buttons',
        buttons: added.map(({ id }) =>
          runs(
            added.length === 1 ? words.buttonRemove() : words.buttonRemoveOne({ id }),
            `schedule remove ${id}`,
          ),
        ),
      },
    ],
  };
}

/** "Next: Tue 24 Nov, 09:00; …", in the schedule's zone and, where it differs, the reader's. */
function nextDates(
  words: Words,
  schedule: Schedule,
  skips: readonly Skip[],
  now: number,
  reader: string | null,
): readonly string[] {
  const next = nextOccurrences(schedule, now, SHOWN, (day) => isSkipped(skips, day));
  if (next.length === 0) return [words.scheduleNoneNext()];
  const said = (zone: string): string => next.map(({ at }) => dayAndTime(at, zone)).join('; ');
  const own = said(schedule.zone);
  const theirs = reader === null ? own : said(reader);
  const parts = [words.scheduleNext(), own, '.'];
  if (reader !== null && theirs !== own) {
    parts.push(` ${words.scheduleNextYours({ zone: reader })}${theirs}.`);
  }
  return parts;
}

export function isSkipped(skips: readonly Skip[], day: string): boolean {
  return skips.some((skip) => skip.firstDay <= day && day <= skip.lastDay);
}

export async function listSchedules(call: Call): Promise<Reply> {
  const blocks = await scheduleBlocks(call);
  return { kind: 'card', card: { gist: call.words.schedulesHeading(), blocks } };
}

/** All schedules with their next dates and buttons, and the buttons that open the forms for new ones. */
export async function scheduleBlocks(
  { app, input, words, now }: Call,
  about: '' | typeof ASKS_WHERE = '',
): Promise<readonly Block[]> {
  const all = await app.store.tx(input.place.workspace, async (tx) => {
    const listed = [];
    for (const schedule of await tx.schedules.list()) {
      listed.push({ schedule, skips: await tx.schedules.skips(schedule.id) });
    }
    return listed;
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
  const reader = input.actor.zone;
  const rows = all.flatMap(({ schedule, skips }) =>
    oneSchedule(words, schedule, skips, now, reader),
  );
  return [heading, ...rows, newOnes];
}

function oneSchedule(
  words: Words,
  schedule: Schedule,
  skips: readonly Skip[],
  now: number,
  reader: string | null,
): readonly Block[] {
  const paused = schedule.pausedAt !== null;
  const state = paused ? ` · ${words.schedulePaused({ why: schedule.pausedWhy })}` : '';
  const dates = paused ? [] : nextDates(words, schedule, skips, now, reader);
  return [
    {
      kind: 'text',
      text: [
        ...text(
          bold(schedule.id),
          ` · ${scheduleSaid(words, schedule)}, ${words.scheduleIn()}`,
          channelRun(schedule.channel),
          state,
        ),
        ...(dates.length > 0 ? text(...dates) : []),
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

export async function pauseSchedule(call: Call, values: Values): Promise<Reply> {
  return change(call, values, 'schedule pause', async (tx, schedule) => {
    await tx.schedules.pause(schedule.id, call.now, null);
    return call.words.schedulePausedNow({ what: scheduleSaid(call.words, schedule) });
  });
}

export async function resumeSchedule(call: Call, values: Values): Promise<Reply> {
  return change(call, values, 'schedule resume', async (tx, schedule) => {
    await tx.schedules.resume(schedule.id, call.now);
    return call.words.scheduleResumed({ what: scheduleSaid(call.words, schedule) });
  });
}

export async function removeSchedule(call: Call, values: Values): Promise<Reply> {
  return change(call, values, 'schedule remove', async (tx, schedule) => {
    await tx.schedules.remove(schedule.id, call.now);
    return call.words.scheduleRemoved({ what: scheduleSaid(call.words, schedule) });
  });
}

export async function skipSchedule(call: Call, values: Values): Promise<Reply> {
  const from = String(values.get('from') ?? '');
  const to = String(values.get('to') ?? from);
  if (to < from) return { kind: 'card', card: notice(call.words.scheduleSkipOrder()) };
  return change(call, values, 'schedule skip', async (tx, schedule) => {
    await tx.schedules.addSkip(schedule.id, { firstDay: from, lastDay: to });
    return call.words.scheduleSkipped({ from, to, what: scheduleSaid(call.words, schedule) });
  });
}

/** Does something with the schedule that was named, or with the only one there is. */
async function change(
  { app, input, words, now }: Call,
  values: Values,
  what: string,
  work: (tx: Tx, schedule: Schedule) => Promise<string>,
): Promise<Reply> {
  const sentence = await app.store.tx(input.place.workspace, async (tx) => {
    const all = await tx.schedules.list();
    const id = values.get('id');
    if (id === undefined && all.length !== 1) {
      return all.length === 0 ? words.schedulesNone() : words.scheduleWhich();
    }
    const schedule = id === undefined ? all[0] : all.find((one) => one.id === id);
    if (schedule === undefined) {
      const near = nearest(
        String(id),
        all.map((one) => one.id),
      );
      return words.scheduleUnknown({ id: String(id), near });
    }
    await tx.audit.add(app.chance.id(), now, input.actor.id, what, schedule.id);
    return work(tx, schedule);
  });
  return { kind: 'card', card: notice(sentence) };
}

type DecksRead =
  | { readonly kind: 'read'; readonly decks: Schedule['decks'] }
  | { readonly kind: 'refused'; readonly sentence: string };

/** `api-security:2 testing` → decks with weights; nothing means all decks. */
function readDecks({ app, words }: Call, line: string): DecksRead {
  const decks: { deck: string; weight: number }[] = [];
  for (const word of line.split(/[\s,]+/).filter((part) => part !== '')) {
    const [name = '', weight = '1'] = word.split(':');
    const valid = app.decks.all().map((deck) => deck.id);
    if (!valid.includes(name)) {
      return {
        kind: 'refused',
        sentence: words.noDeck({ deck: name, near: nearest(name, valid) }),
      };
    }
    const count = /^[1-9]\d?$/.test(weight) ? Number(weight) : null;
    if (count === null) {
      const expected = words.expectedInteger({ min: 1, max: 99 });
      return {
        kind: 'refused',
        sentence: words.badValue({ word, expected, near: null, usage: '' }),
      };
    }
    decks.push({ deck: name, weight: count });
  }
  return { kind: 'read', decks };
}

function numbers(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'number') ? value : null;
}
