import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { handleWorkspaceEvent } from '../../src/app/workspace/lifecycle.ts';
import { dayName } from '../../src/i18n/dates.ts';
import type { Deck } from '../../src/domain/deck.ts';
import type { Place } from '../../src/ports/identity.ts';
import {
  answers,
  EditedDecks,
  en,
  HOUR,
  MINUTE,
  newest,
  roundOf,
  streak,
  told,
} from '../lived-in/team.ts';
import { seededChance } from './clock.ts';
import { deckOf, question } from './decks.ts';
import { letterOf, readCard, type Shown } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

// A year of a team, and beside it an account that knows nothing of the app: what was answered when, and what that is
// worth by the rules as people know them.

const TEAM: Place = { ...PLACE, channel: 'team-quiz' };
const INDIA: Place = { ...PLACE, channel: 'india' };
const ZONES: Readonly<Record<string, string>> = {
  'team-quiz': 'Europe/Berlin',
  india: 'Asia/Kolkata',
};
const FIRST_MONDAY = '2026-01-05';
const WEEKS = 52;
const THIRTY_DAYS = 30 * 24 * HOUR;

/** The process was off from the first to the second moment (UTC). */
const OUTAGES = [
  // An hour: late posts come at once.
  ['2026-02-11T07:50:00Z', '2026-02-11T08:40:00Z'],
  // Hours: one question is skipped.
  ['2026-03-04T07:30:00Z', '2026-03-04T13:00:00Z'],
  // Over a night and a morning in both channels.
  ['2026-04-14T17:00:00Z', '2026-04-15T12:00:00Z'],
  ['2026-08-03T14:00:00Z', '2026-08-17T14:00:00Z'],
  ['2026-11-02T02:00:00Z', '2026-11-02T11:00:00Z'],
] as const;

/** Days on which nothing is asked. */
const HOLIDAYS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'team-quiz': [
    ['2026-04-03', '2026-04-06'],
    ['2026-05-01', '2026-05-01'],
    ['2026-12-24', '2026-12-31'],
  ],
  india: [
    ['2026-01-26', '2026-01-26'],
    ['2026-11-09', '2026-11-10'],
  ],
};

const SCHEDULES = [
  { place: TEAM, time: '09:00', monday: false },
  { place: INDIA, time: '10:00', monday: false },
  { place: TEAM, time: '09:30', monday: true },
  { place: INDIA, time: '11:00', monday: true },
] as const;

interface Person {
  readonly id: string;
  readonly channels: readonly string[];
  /** Chance of a right answer, and of answering at all. */
  readonly ability: number;
  readonly diligence: number;
  readonly joins: string;
  readonly leaves: string | null;
  readonly away: readonly [string, string] | null;
}

interface Asked {
  readonly id: string;
  readonly channel: string;
  readonly shown: Shown;
  readonly question: string;
  /** Local date; null: asked by hand. */
  readonly day: string | null;
  readonly isRepeat: boolean;
  /** By hand: closes a day later. */
  readonly closesAt: number | null;
  key: string;
  open: boolean;
  voided: boolean;
}

interface Given {
  readonly member: string;
  readonly asked: Asked;
  readonly word: string;
  readonly at: number;
  readonly eligible: boolean;
  /** The periods of boards that it falls in. */
  readonly periods: readonly string[];
  tallied: boolean;
}

/** A row of a board. */
interface Row {
  points: number;
  right: number;
  answered: number;
}

const local = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
const mondayOf = (date: Temporal.PlainDate): string =>
  date.subtract({ days: date.dayOfWeek - 1 }).toString();
const moment = (day: string, time: string, zone: string): number =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds;
const zoneOf = (channel: string): string => ZONES[channel] ?? 'UTC';
const isWithin = (day: string, [first, last]: readonly [string, string]): boolean =>
  first <= day && day <= last;
const isOff = (at: number): boolean =>
  OUTAGES.some(([from, until]) => Date.parse(from) <= at && at < Date.parse(until));

/** What people did, and what it is worth. */
class Account {
  readonly asked: Asked[] = [];
  readonly given: Given[] = [];
  private readonly answered = new Set<string>();
  readonly joined = new Map<string, number>();
  readonly left = new Set<string>();
  /** Who said that they are away: not who wanted to while the bot was not there. */
  readonly away = new Map<string, readonly [string, string]>();

  open(channel: string): readonly Asked[] {
    return this.asked.filter((one) => one.channel === channel && one.open);
  }

  has(member: string, asked: Asked): boolean {
    return this.answered.has(`${member} ${asked.id}`);
  }

  answer(member: string, asked: Asked, word: string, at: number): Given {
    if (!this.joined.has(member)) this.joined.set(member, at);
    const last = this.given.findLast(
      (one) =>
        one.member === member &&
        one.asked.question === asked.question &&
        one.eligible &&
        !one.asked.voided,
    );
    const recent = last !== undefined && at - last.at < THIRTY_DAYS;
    const rotation = asked.isRepeat && last?.asked.channel === asked.channel;
    const date = local(at, zoneOf(asked.channel));
    const periods = ['all', `w${mondayOf(date)}`, `m${date.toString().slice(0, 7)}`];
    const eligible = !recent || rotation;
    const given: Given = { member, asked, word, at, eligible, periods, tallied: false };
    this.given.push(given);
    this.answered.add(`${member} ${asked.id}`);
    return given;
  }

  close(asked: Asked): void {
    asked.open = false;
    for (const one of this.given) if (one.asked === asked) one.tallied = true;
  }

  /** A board by member, of those who are there; a reader sees their own answers at once. */
  rows(channel: string, period: string, reader: string | null = null): ReadonlyMap<string, Row> {
    const rows = new Map<string, Row>();
    for (const { member, asked, word, eligible, tallied, periods } of this.given) {
      if (!eligible || asked.voided || this.left.has(member)) continue;
      if (!tallied && member !== reader) continue;
      if (channel !== '*' && asked.channel !== channel) continue;
      if (!periods.includes(period)) continue;
      const row = rows.get(member) ?? { points: 0, right: 0, answered: 0 };
      const right = word === asked.key;
      row.points += right ? 10 : 3;
      row.right += right ? 1 : 0;
      row.answered += 1;
      rows.set(member, row);
    }
    return rows;
  }

  /** A board: `member points right answered`. */
  board(channel: string, period: string): readonly string[] {
    return [...this.rows(channel, period)]
      .map(([member, row]) => `${member} ${row.points} ${row.right} ${row.answered}`)
      .toSorted();
  }

  /** Scheduled days in a row, counted up from the oldest. */
  streak({ id }: Person, channel: string): number {
    const joined = this.joined.get(id);
    if (joined === undefined) return 0;
    const firstDay = local(joined, zoneOf(channel)).toString();
    const missed = new Map<string, number>();
    const away = this.away.get(id);
    let length = 0;
    for (const asked of this.asked) {
      if (asked.channel !== channel || asked.day === null) continue;
      if (this.has(id, asked)) {
        length += 1;
        continue;
      }
      if (asked.voided || asked.open || asked.day < firstDay) continue;
      if (away !== undefined && isWithin(asked.day, away)) continue;
      const month = asked.day.slice(0, 7);
      missed.set(month, (missed.get(month) ?? 0) + 1);
      if ((missed.get(month) ?? 0) > 2) length = 0;
    }
    return length;
  }
}

const random = seededChance(2026);
const chance = (): number => random.below(1_000_000) / 1_000_000;

function people(): readonly Person[] {
  return Array.from({ length: 30 }, (_, index): Person => {
    const both = index % 10 === 9;
    const channels = both ? ['team-quiz', 'india'] : [index % 2 === 0 ? 'team-quiz' : 'india'];
    return {
      id: `m${String(index + 1).padStart(2, '0')}`,
      channels,
      ability: 0.25 + 0.7 * chance(),
      diligence: 0.7 + 0.3 * chance(),
      joins: index < 22 ? FIRST_MONDAY : `2026-0${(index % 8) + 2}-11`,
      leaves: index % 9 === 4 ? `2026-0${(index % 5) + 4}-20` : null,
      away: index % 6 === 1 ? [`2026-0${(index % 4) + 5}-04`, `2026-0${(index % 4) + 5}-20`] : null,
    };
  });
}

const deck = (id: string, count: number, order: Deck['order']): Deck =>
  deckOf(
    id,
    Array.from({ length: count }, (_, index) => question(`${id}${index + 1}`)),
    order,
  );

/** The year, one morning after the other. */
class Year {
  readonly account = new Account();
  readonly people = people();
  /** Skipped posts of each outage that skipped any. */
  readonly late: number[] = [];
  /** Questions whose key was changed for good. */
  private readonly rekeyed = new Set<string>();
  corrections = 0;
  boards = 0;
  private readonly said = new Set<string>();

  constructor(
    readonly world: World,
    readonly decks: EditedDecks,
  ) {}

  private poolSize(channel: string): number {
    const ids = channel === 'india' ? ['beta'] : ['alpha', 'gamma'];
    return this.decks
      .all()
      .filter(({ id }) => ids.includes(id))
      .reduce((sum, { questions }) => sum + questions.length, 0);
  }

  async goTo(at: number): Promise<void> {
    if (at > this.world.clock.now()) this.world.clock.jumpTo(at);
    await this.world.worker.tick();
    for (const asked of this.account.asked) {
      if (asked.open && asked.closesAt !== null && asked.closesAt <= at) this.account.close(asked);
    }
  }

  /** Takes up a question that must have been posted just now. */
  private async takeUp(place: Place, day: string | null, closesAt: number | null): Promise<Asked> {
    const { world, account } = this;
    const shown = newest(world, 'round:', place);
    const id = roundOf(shown);
    const round = await world.store.tx(place.workspace, (tx) => tx.rounds.get(id));
    if (round === null || account.asked.some((one) => one.id === id)) {
      throw new Error(`nothing new was asked in ${place.channel} on ${day}`);
    }
    const name = round.pinned.question.id;
    const before = account.asked.filter(({ channel }) => channel === place.channel);
    const asked: Asked = {
      id,
      channel: place.channel,
      shown,
      question: name,
      day,
      isRepeat: day !== null && before.some((one) => one.question === name),
      closesAt,
      key: this.rekeyed.has(name) ? 'red' : 'green',
      open: true,
      voided: false,
    };
    if (day !== null) {
      const recent = [...new Set(before.map((one) => one.question).toReversed())];
      const half = recent.slice(0, Math.floor(this.poolSize(place.channel) / 2));
      expect(half, `${name} on ${day}`).not.toContain(name);
      for (const one of account.open(place.channel)) {
        if (one.day !== null) account.close(one);
      }
    }
    account.asked.push(asked);
    return asked;
  }

  /** Those who are there answer, each as well as they can. */
  async answer(asked: Asked, day: string, share: number): Promise<void> {
    const { world, account } = this;
    const place = { ...PLACE, channel: asked.channel };
    for (const person of this.people) {
      const { id, channels, joins, leaves, away, ability, diligence } = person;
      if (!channels.includes(asked.channel) || day < joins) continue;
      if ((leaves !== null && day >= leaves) || (away !== null && isWithin(day, away))) continue;
      if (account.has(id, asked) || chance() > diligence * share) continue;
      const word = chance() < ability ? 'green' : 'red';
      const said = await answers(world, id, { ...asked.shown, place }, word);
      const given = account.answer(id, asked, word, world.clock.now());
      const won = en.pointsWon({ points: word === asked.key ? 10 : 3 });
      if (given.eligible) expect(said).toContain(won);
      else expect(said).toContain(en.answeredElsewhere({ days: 30 }));
      this.isTrue(person, given, said);
    }
  }

  /** What a reply says of place, distance and streak is what the account says. */
  private isTrue(person: Person, { asked: { channel, day }, periods }: Given, said: string): void {
    const { account } = this;
    const about = `${person.id} in ${channel}: ${said}`;
    const streaks = /streak (\d+) days/.exec(said)?.[1];
    // A question by hand is on no scheduled day.
    const days = day === null ? 1 : account.streak(person, channel);
    expect(Number(streaks ?? 1), about).toBe(Math.max(1, days));
    const rows = account.rows(channel, periods[1] ?? '', person.id);
    const own = rows.get(person.id)?.points;
    const place = /(\d+)(?:st|nd|rd|th) this week/.exec(said)?.[1];
    if (own === undefined) return expect(place, about).toBeUndefined();
    const others = [...rows].filter(([id]) => id !== person.id).map(([, { points }]) => points);
    const above = others.filter((points) => points > own);
    const below = others.filter((points) => points < own);
    expect(Number(place), about).toBe(above.length + 1);
    const far = (words: string): number =>
      Number(new RegExp(`(\\d+) points? ${words}`).exec(said)?.[1] ?? 0);
    expect(far('behind'), about).toBe(above.length === 0 ? 0 : Math.min(...above) - own);
    expect(far('ahead of'), about).toBe(below.length === 0 ? 0 : own - Math.max(...below));
  }

  /** What stands under the questions that closed is what was answered. */
  closedSay(): void {
    for (const asked of this.account.asked) {
      if (asked.open || this.said.has(asked.id)) continue;
      const given = this.account.given.filter((one) => one.asked === asked);
      const right = given.filter(({ word }) => word === asked.key).length;
      const answered = given.length;
      const closed =
        answered < 5 ? en.closedNow({ count: answered }) : en.closedWith({ answered, right });
      const shown = readCard(asked.shown.card);
      expect(shown).toContain(asked.voided ? en.revealVoided() : closed);
      this.said.add(asked.id);
    }
  }

  /** Answers to the questions that are still open in a channel, given later. */
  async answerLater({ channel }: Place, day: string, at: number): Promise<void> {
    await this.goTo(at);
    for (const asked of this.account.open(channel)) await this.answer(asked, day, 0.5);
  }

  /** A manager asks a question by hand that the team was asked a while ago. */
  async askAgain(day: string, at: number): Promise<void> {
    await this.goTo(at);
    const earlier = this.account.asked.filter((one) => one.channel === 'team-quiz' && !one.open);
    const { question: name } = earlier.at(-6) ?? { question: '' };
    const from = name.startsWith('alpha') ? 'alpha' : 'gamma';
    expect(await this.world.says('boss', `ask ${from} ${name}`, TEAM)).toBe(en.asked());
    const asked = await this.takeUp(TEAM, null, this.world.clock.now() + 24 * HOUR);
    await this.answer(asked, day, 0.6);
  }

  /** The process is back: what is less than two hours late comes now, the rest is skipped and said once. */
  async resume([from, until]: readonly [string, string]): Promise<void> {
    const [off, on] = [Date.parse(from), Date.parse(until)];
    await this.goTo(on);
    let skipped = 0;
    for (const { place, time, monday } of SCHEDULES) {
      const zone = zoneOf(place.channel);
      for (
        let date = local(off, zone);
        date.toString() <= until.slice(0, 10);
        date = date.add({ days: 1 })
      ) {
        const day = date.toString();
        const due = moment(day, time, zone);
        if (due < off || due >= on || date.dayOfWeek > 5 || (monday && date.dayOfWeek !== 1))
          continue;
        if (this.isSkipped(place.channel, day)) continue;
        if (on - due >= 2 * HOUR) skipped += 1;
        else await this.posted(place, day, on);
      }
    }
    if (skipped > 0) this.late.push(skipped);
  }

  /** Who comes back from nowhere, goes away or leaves for good, early in the day. */
  async peopleCome(day: string): Promise<void> {
    const { world, account } = this;
    for (const { id, away, channels, leaves } of this.people) {
      if (leaves === day) {
        await handleWorkspaceEvent(world.app, {
          kind: 'member-left',
          workspace: PLACE.workspace,
          member: id,
        });
        account.left.add(id);
      }
      if (away?.[0] !== day || account.left.has(id)) continue;
      if (!account.joined.has(id)) account.joined.set(id, world.clock.now());
      const place = { ...PLACE, channel: channels[0] ?? '' };
      expect(await world.says(id, `away ${away[1]}`, place)).toContain('until the end of');
      account.away.set(id, away);
    }
  }

  private isSkipped(channel: string, day: string): boolean {
    return (HOLIDAYS[channel] ?? []).some((range) => isWithin(day, range));
  }

  /** A scheduled question at its time, or when the process is back. */
  async daily(place: Place, day: string, time: string): Promise<void> {
    const { channel } = place;
    const due = moment(day, time, zoneOf(channel));
    if (isOff(due)) return;
    await this.goTo(due);
    if (this.isSkipped(channel, day)) return;
    await this.posted(place, day, due);
  }

  private async posted(place: Place, day: string, at: number): Promise<void> {
    const closesAt = place.channel === 'india' ? moment(day, '18:00', zoneOf('india')) : null;
    const asked = await this.takeUp(place, day, closesAt);
    await this.answer(asked, day, 0.8);
    await this.goTo(Math.max(at + 20 * MINUTE, this.world.clock.now()));
  }

  /** The board of a channel on Monday: its picture is what the account says of the week before. */
  async weekly(place: Place, day: string, time: string): Promise<void> {
    const { channel } = place;
    const zone = zoneOf(channel);
    const due = moment(day, time, zone);
    if (isOff(due)) return;
    await this.goTo(due);
    const week = Temporal.PlainDate.from(day).subtract({ weeks: 1 }).toString();
    for (const one of this.account.given) {
      if (one.asked.channel === channel && one.asked.open) {
        const asked = one.asked.day ?? local(one.at, zone).toString();
        if (asked < day) one.tallied = true;
      }
    }
    const board = newest(this.world, 'board:', place);
    expect(board.name).toContain(`${day}T${time}`);
    const rows = board.card.blocks.flatMap((block) =>
      block.kind === 'picture' && block.picture.chart === 'board' ? block.picture.rows : [],
    );
    const expected = new Map(
      this.account.board(channel, `w${week}`).map((row) => [row.split(' ')[0], row]),
    );
    expect(rows).toHaveLength(Math.min(10, expected.size));
    for (const { name, points } of rows) expect(expected.get(name)).toMatch(`${name} ${points} `);
    this.boards += 1;
  }

  /** Everything that boards and streaks say equals the account. */
  async compare(day: string): Promise<void> {
    const { world, account } = this;
    const date = Temporal.PlainDate.from(day);
    const week = mondayOf(date.subtract({ days: 7 }));
    for (const scope of ['team-quiz', 'india', '*']) {
      for (const period of ['all', `w${week}`, `m${day.slice(0, 7)}`]) {
        const top = await world.store.tx(PLACE.workspace, (tx) =>
          tx.boards.top({ scope, period, reader: null }, 100),
        );
        const rows = top.map((row) => `${row.member} ${row.points} ${row.right} ${row.answered}`);
        expect(rows.toSorted(), `${scope} ${period} on ${day}`).toEqual(
          account.board(scope, period),
        );
      }
    }
    for (const person of this.people) {
      if (account.left.has(person.id)) continue;
      for (const channel of person.channels) {
        expect(
          await streak(world, person.id, { ...PLACE, channel }),
          `streak of ${person.id} in ${channel} on ${day}`,
        ).toBe(account.streak(person, channel));
      }
    }
    this.closedSay();
    expect(this.said.size).toBe(account.asked.filter(({ open }) => !open).length);
    expect(await world.store.verify()).toEqual([]);
  }

  /** The day on which the last of so many questions came for the first time. */
  usedUpOn(channel: string, count: number): string {
    const seen = new Set<string>();
    for (const asked of this.account.asked) {
      if (asked.channel !== channel) continue;
      seen.add(asked.question);
      if (seen.size === count) return asked.day ?? '';
    }
    throw new Error(`${channel} was not asked ${count} questions`);
  }

  /** A manager takes a closed question out, or changes its key; some of it is undone. */
  async correct(kind: 'void' | 'rekey', isUndone: boolean): Promise<void> {
    const { world, account } = this;
    const asked = account.asked.findLast(
      (one) =>
        one.channel === 'team-quiz' &&
        !one.open &&
        !one.voided &&
        one.day !== null &&
        one.key === 'green',
    );
    if (asked === undefined) throw new Error('nothing was asked yet');
    const round = await world.store.tx(PLACE.workspace, (tx) => tx.rounds.get(asked.id));
    const number = round?.ordinal ?? 0;
    const letter = letterOf(asked.shown.card, 'red');
    const line = kind === 'void' ? `void ${number} yes` : `rekey ${number} ${letter} yes`;
    const done = kind === 'void' ? en.voided({ number }) : en.rekeyed({ number, letter });
    expect(await world.says('boss', line, TEAM)).toContain(done);
    const answered = account.given.filter((one) =>
      kind === 'void' ? one.asked === asked : one.asked.question === asked.question,
    );
    this.corrections += answered.filter(({ member }) => !account.left.has(member)).length;
    if (isUndone) {
      world.clock.jumpTo(world.clock.now() + MINUTE);
      expect(await world.says('boss', `restore ${number} yes`, TEAM)).toBe(
        en.restoredRound({ number }),
      );
      this.corrections += answered.filter(({ member }) => !account.left.has(member)).length;
    } else if (kind === 'void') {
      asked.voided = true;
    } else {
      this.rekeyed.add(asked.question);
      for (const one of account.asked) if (one.question === asked.question) one.key = 'red';
    }
  }
}

type Event = readonly [at: number, happens: () => Promise<void>];

/** One day as it comes: posts, boards, people, and what managers do in that week. */
async function live(year: Year, week: number, date: Temporal.PlainDate): Promise<void> {
  const day = date.toString();
  const [berlin, india] = [zoneOf('team-quiz'), zoneOf('india')];
  const events: Event[] = [];
  const at = (time: string, zone: string, happens: (at: number) => Promise<void>): void => {
    const when = moment(day, time, zone);
    if (!isOff(when)) events.push([when, () => happens(when)]);
  };
  at('03:00', 'UTC', async (when) => {
    await year.goTo(when);
    await year.peopleCome(day);
  });
  if (date.dayOfWeek <= 5) {
    at('10:00', india, () => year.daily(INDIA, day, '10:00'));
    at('15:00', india, (when) => year.answerLater(INDIA, day, when));
    at('18:00', india, (when) => year.goTo(when));
    at('08:00', berlin, (when) => year.answerLater(TEAM, day, when));
    at('09:00', berlin, () => year.daily(TEAM, day, '09:00'));
  }
  if (date.dayOfWeek === 1) {
    at('11:00', india, () => year.weekly(INDIA, day, '11:00'));
    at('09:30', berlin, () => year.weekly(TEAM, day, '09:30'));
    at('16:00', 'UTC', async (when) => {
      await year.goTo(when);
      await year.compare(day);
    });
  }
  if (date.dayOfWeek === 3) {
    const correction = (
      {
        6: ['void', false],
        11: ['rekey', false],
        16: ['void', true],
        30: ['rekey', true],
        37: ['rekey', false],
      } as const
    )[week];
    if (correction !== undefined)
      at('15:00', 'UTC', async (when) => {
        await year.goTo(when);
        await year.correct(correction[0], correction[1]);
      });
    if (week === 20)
      year.decks.edit((all) =>
        all.map((one) => (one.id === 'alpha' ? deck('alpha', 60, 'fixed') : one)),
      );
  }
  if (date.dayOfWeek === 4 && week % 8 === 5)
    at('14:00', 'UTC', (when) => year.askAgain(day, when));
  for (const outage of OUTAGES) {
    if (outage[1].startsWith(day)) events.push([Date.parse(outage[1]), () => year.resume(outage)]);
  }
  for (const [, happens] of events.toSorted(([a], [b]) => a - b)) await happens();
}

it(
  'a year of a team: boards, points and streaks equal an independent account',
  { timeout: 600_000 },
  async () => {
    const decks = new EditedDecks(
      deck('alpha', 40, 'fixed'),
      deck('beta', 60, 'any'),
      deck('gamma', 25, 'fixed'),
    );
    const world = await openWorld({ decks, now: Date.parse('2026-01-04T20:00:00Z') });
    const year = new Year(world, decks);
    const set = async (line: string, place: Place): Promise<void> => {
      expect(await world.says('boss', line, place)).toContain(en.scheduleNext());
    };
    await set('schedule daily 09:00 Europe/Berlin weekdays alpha:2 gamma', TEAM);
    await set('schedule weekly mon 09:30 Europe/Berlin', TEAM);
    await set('schedule daily 10:00 Asia/Kolkata weekdays beta closes=18:00', INDIA);
    await set('schedule weekly mon 11:00 Asia/Kolkata', INDIA);
    for (const [channel, ranges] of Object.entries(HOLIDAYS)) {
      const id = channel === 'india' ? 'daily-2' : 'daily';
      for (const [from, to] of ranges) {
        world.clock.jumpTo(world.clock.now() + MINUTE);
        expect(await world.says('boss', `schedule skip ${id} ${from} ${to}`, TEAM)).toMatch(
          /^Skipped/,
        );
      }
    }
    const first = Temporal.PlainDate.from(FIRST_MONDAY);
    for (let index = 0; index < 7 * WEEKS + 1; index += 1) {
      await live(year, Math.floor(index / 7), first.add({ days: index }));
    }
    // Nobody was told anything but what happened, and once.
    const notices = told(world, 'boss').map((said) => said.replace(/^#[\w-]+: /, ''));
    const late = notices.flatMap((said) => {
      if (said.startsWith('Skipped as too late')) return [1];
      const count = /^(\d+) posts were skipped/.exec(said)?.[1];
      return count === undefined ? [] : [Number(count)];
    });
    expect(late).toEqual(year.late);
    const [team, india] = ['Deck alpha, Deck gamma', 'Deck beta'];
    const ranOut = [team, india].map((names) => en.noticeRanOut({ decks: names }));
    expect(
      notices.filter((said) => ranOut.includes(said)).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([...ranOut, ranOut[0] ?? ''].toSorted((a, b) => a.localeCompare(b)));
    expect(notices).toHaveLength(late.length + 6);
    // The day that is said of the last new question is the day on which it came.
    const runsOut = (decks: string, channel: string, count: number): string => {
      const day = dayName(year.usedUpOn(channel, count), en.locale);
      return en.noticeRunsOut({ decks, count: 5, day });
    };
    const soon = [
      runsOut(team, 'team-quiz', 65),
      runsOut(team, 'team-quiz', 85),
      runsOut(india, 'india', 60),
    ];
    const promised = notices.filter((said) => said.includes('unseen question'));
    expect(promised.toSorted()).toEqual(soon.toSorted());
    const others = world.stage.told.filter(({ member }) => member !== 'boss');
    expect(others).toHaveLength(year.corrections);
    expect(year.late).toEqual([1, 2, 24, 4]);
    expect(year.boards).toBeGreaterThan(95);
    expect(year.account.given.length).toBeGreaterThan(4_000);
    expect(world.log.filter(({ level }) => level === 'error')).toEqual([]);
    await world.close();
  },
);
