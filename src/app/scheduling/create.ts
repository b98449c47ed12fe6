import { notice, runs } from '../shared/notice-card.ts';
import { scheduleSaid } from './schedule-line.ts';
import type { Card } from '../../domain/card.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { bold, channelRun, text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { claimIdempotencyKey } from '../shared/idempotency.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { transact } from '../shared/transact.ts';
import { listSchedules } from './manage.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { hasNoBoard, postsBoard } from './board-posts.ts';
import { followScheduleZone } from './channel-zone.ts';
import { nextDates } from './next-dates.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';
import { typedDays } from '../../domain/typed-days.ts';

const WEEKDAYS = [1, 2, 3, 4, 5];

export async function scheduleDaily(request: Request, values: Values): Promise<Reply> {
  const { words } = request;
  const shelf = await transact(request, workspaceDecks);
  const decks = readDecks(words, shelf, String(values.get('decks') ?? ''));
  if (decks.kind === 'refused')
    return { kind: 'refused', field: 'decks', sentence: decks.sentence };
  if (shelf.all().length === 0) return { kind: 'card', card: notice(words.decksNone()) };
  const closes = values.get('closes');
  return add(request, values, {
    kind: 'daily',
    scope: 'channel',
    days: numbers(values.get('days')) ?? WEEKDAYS,
    decks: decks.decks,
    closes: closes === undefined ? null : String(closes),
    asksSure: values.get('sure') === 'sure',
  });
}

export async function scheduleWeekly(request: Request, values: Values): Promise<Reply> {
  const days = numbers(values.get('day')) ?? [1];
  if (days.length > 1) {
    return { kind: 'refused', field: 'day', sentence: request.words.scheduleOneDay() };
  }
  return add(request, values, {
    kind: 'weekly',
    scope: values.get('scope') === 'workspace' ? 'workspace' : 'channel',
    days,
    decks: [],
    closes: null,
    asksSure: false,
  });
}

type Shape = Pick<Schedule, 'kind' | 'scope' | 'days' | 'decks' | 'closes' | 'asksSure'>;

async function add(request: Request, values: Values, shape: Shape): Promise<Reply> {
  const { app, interaction, words } = request;
  const { workspace, platform } = interaction.place;
  const named = values.get('channels');
  const channels = named === undefined ? [interaction.place.channel] : String(named).split(',');
  // All of them or none.
  for (const channel of channels) {
    const missing = await app.chats.get(platform)?.mayPost({ ...interaction.place, channel });
    if (missing === undefined || missing === null) continue;
    if (named === undefined) {
      const why = words.scheduleCannotPost({ why: missing[words.language], channel: null });
      return { kind: 'card', card: notice(why) };
    }
    const sentence = words.scheduleCannotPost({ why: missing[words.language], channel });
    return { kind: 'refused', field: 'channels', sentence };
  }
  const card = await app.store.tx(workspace, async (tx) => {
    // A gesture that is delivered again finds the schedule that it made: that is no twin.
    if (!(await claimIdempotencyKey(request, tx))) return null;
    if (postsBoard(shape))
      for (const channel of channels)
        if (await hasNoBoard(tx, channel)) return notice(words.boardNoneToPost());
    const twin = values.get('another') === 'another' ? null : await twinOf(tx, shape, channels);
    if (twin !== null) return askAboutTwin(request, values, shape, twin);
    const all: Schedule[] = [];
    for (const channel of channels) all.push(await addTo(request, tx, channel, { values, shape }));
    return addedCard(request, all);
  });
  return card === null ? listSchedules(request) : { kind: 'card', card };
}

/** An existing schedule of the same kind; null if there is none. */
async function twinOf(tx: Tx, shape: Shape, channels: readonly string[]): Promise<Schedule | null> {
  const twin = (await tx.schedules.list()).find(
    ({ kind, scope, channel }) =>
      kind === shape.kind && scope === shape.scope && channels.includes(channel),
  );
  return twin ?? null;
}

/** How a line that sets such a schedule begins, after `schedule`. */
export function firstWords({ kind, days }: Pick<Schedule, 'kind' | 'days'>): string {
  switch (kind) {
    case 'daily':
      return 'daily';
    case 'weekly':
      return `weekly ${typedDays([days[0] ?? 1], 'en')}`;
    default:
      return kind satisfies never;
  }
}

/** "There is one already": change it, or add another? A button is left out if its command is too long for a code. */
function askAboutTwin({ words }: Request, values: Values, shape: Shape, twin: Schedule): Card {
  const time = String(values.get('time') ?? '09:00');
  const zone = values.get('zone') === undefined ? '' : ` ${String(values.get('zone'))}`;
  const change = `schedule change ${twin.id} ${time}${zone}`;
  const another = `schedule ${firstWords(shape)} ${time}${zone}`;
  const fits = (line: string): boolean => new TextEncoder().encode(`1.run.${line}`).length <= 64;
  const lines = [
    { label: words.buttonChangeIt(), line: change },
    { label: words.buttonAddAnother(), line: `${another} another=another` },
  ].filter(({ line }) => fits(line));
  return notice(
    words.scheduleTwin({ what: scheduleSaid(words, twin) }),
    lines.map(({ label, line }) => runs(label, line)),
  );
}

async function addTo(
  { app, interaction, now }: Request,
  tx: Tx,
  channel: string,
  { values, shape }: { readonly values: Values; readonly shape: Shape },
): Promise<Schedule> {
  const { workspace, platform } = interaction.place;
  const settings = await ensureChannel({ app, tx, now }, { channel, platform });
  const zone = values.get('zone');
  const schedule = {
    ...shape,
    id: await freshId(tx, shape.kind),
    channel,
    time: String(values.get('time') ?? '09:00'),
    zone: zone === undefined ? (interaction.actor.zone ?? settings.zone) : String(zone),
    createdBy: interaction.actor.id,
    createdAt: now,
    doneUntil: now,
  };
  await tx.schedules.add(schedule);
  await followScheduleZone({ app, tx, now }, channel);
  await recordAct({ app, interaction, now }, tx, {
    what: `schedule ${shape.kind}`,
    about: schedule.id,
  });
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

function addedCard({ words, interaction, now }: Request, added: readonly Schedule[]): Card {
  const [first] = added;
  if (first === undefined) return notice(words.schedulesNone());
  const sentence = words.scheduleSet({ what: scheduleSaid(words, first) });
  const elsewhere = added.some(({ channel }) => channel !== interaction.place.channel);
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
          ...text(...nextDates(words, first, { skips: [], now })),
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

type DecksRead =
  | { readonly kind: 'read'; readonly decks: Schedule['decks'] }
  | { readonly kind: 'refused'; readonly sentence: string };

/** `api-security:2 testing` → decks with weights; an empty line means all decks. */
function readDecks(words: Words, shelf: DeckShelf, line: string): DecksRead {
  const decks: { deck: string; weight: number }[] = [];
  for (const word of line.split(/[\s,]+/).filter((part) => part !== '')) {
    const [name = '', weight = '1'] = word.split(':');
    const valid = shelf.all().map((deck) => deck.id);
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
