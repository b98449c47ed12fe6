import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import type { Place } from '../../src/ports/identity.ts';
import { AwayStage } from './away-stage.ts';
import { deckOf, decksOf, questions } from './decks.ts';
import { readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const en = wordsIn('en');
const de = wordsIn('de');

let stage: AwayStage;
let world: World;

beforeEach(async () => {
  stage = new AwayStage();
  world = await openWorld({ decks: decksOf(deckOf('colours', questions(40))), stage });
});

afterEach(() => world.close());

const placeOf = (channel: string): Place => ({ ...PLACE, channel });

/** A question a day at 10:00 Berlin time, 09:00 UTC; the world begins an hour earlier. */
async function scheduled(member: string, more = '', ...channels: string[]): Promise<void> {
  for (const channel of channels.length > 0 ? channels : [PLACE.channel])
    await world.says(member, `schedule daily 10:00 Europe/Berlin daily${more}`, placeOf(channel));
}

async function passes(ms: number, step = 5 * MINUTE): Promise<void> {
  const end = world.clock.now() + ms;
  while (world.clock.now() < end) {
    world.clock.jumpTo(Math.min(end, world.clock.now() + step));
    await world.worker.tick();
  }
}

const toldTo = (member: string): readonly Card[] =>
  stage.told.filter((one) => one.member === member).map(({ card }) => card);
const saidTo = (member: string): readonly string[] => toldTo(member).map(readCard);
const shown = (start: string): number =>
  stage.messages.filter(({ name }) => name.startsWith(start)).length;
const sent = (): readonly string[] => stage.messages.map(({ name }) => name.split(':')[0] ?? '');

/** The stem of the first question that is not posted, and the command that asks it. */
async function firstMissed(): Promise<{ readonly what: string; readonly line: string }> {
  const rows = await world.store.tx(PLACE.workspace, async (tx) => {
    const posts = await tx.posts.untold();
    const round = await tx.rounds.get((posts[0]?.name ?? '').slice('round:'.length));
    return { gist: posts[0]?.gist ?? '', round };
  });
  const { pinned } = rows.round ?? {};
  return {
    what: en.postQuoted({ what: rows.gist }),
    line: `/quiz ask ${pinned?.deck ?? ''} ${pinned?.question.id ?? ''}`,
  };
}

describe('a question that closed before it could be posted', () => {
  it('is told to the maker of its schedule, once: which one, where, why and what comes next', async () => {
    await scheduled('boss', ' closes 10:30');
    stage.away = true;
    await passes(HOUR + 31 * MINUTE);
    stage.away = false;
    const { what, line } = await firstMissed();
    await passes(10 * MINUTE);
    const said = [
      en.noticeUnsent({ what, due: 'Tue 24 Nov, 10:00', because: 'not reached' }),
      en.noticeUnsentNext({ next: 'Wed 25 Nov, 10:00' }),
      en.noticeUnsentAsk({ line }),
    ].join(' ');
    expect(saidTo('boss')).toEqual([`#team-quiz: ${said}`]);
    await passes(20 * HOUR, 20 * MINUTE);
    expect(saidTo('boss')).toHaveLength(1);
    expect(stage.messages).toEqual([]);
    await world.says('boss', line.slice('/quiz '.length));
    expect(sent()).toEqual(['round']);
  });

  it('is one message for many channels, in the language of its reader', async () => {
    world.locales.set('boss', 'de-DE');
    await scheduled('boss', ' closes 10:30', 'one', 'two', 'three');
    stage.away = true;
    await passes(HOUR + 31 * MINUTE);
    stage.away = false;
    await passes(10 * MINUTE);
    const [from, to] = ['Di., 24. Nov., 10:00', 'Di., 24. Nov., 10:00'];
    const many = de.noticeLateMany({ count: 3, channels: 3, from, to, because: 'not reached' });
    expect(saidTo('boss')).toEqual([`${many} (#one, #three, #two)`]);
  });

  it('is told without a next date where its schedule was removed meanwhile', async () => {
    await scheduled('boss', ' closes 10:30');
    stage.away = true;
    await passes(HOUR + 10 * MINUTE);
    await world.says('boss', 'schedule remove');
    await passes(21 * MINUTE);
    stage.away = false;
    await passes(10 * MINUTE);
    const [said = '', ...more] = saidTo('boss');
    expect(more).toEqual([]);
    expect(said).toContain('/quiz ask colours');
    expect(said).not.toContain(en.noticeUnsentNext({ next: 'Wed 25 Nov, 10:00' }));
  });

  it('is told to another manager where the maker has left or was forgotten', async () => {
    await world.says('ada', 'practice');
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager('ada', true));
    await scheduled('boss', ' closes 10:30');
    stage.away = true;
    await passes(HOUR + 31 * MINUTE);
    await world.says('boss', 'privacy forget forget-me');
    stage.away = false;
    await passes(10 * MINUTE);
    expect(saidTo('ada')).toHaveLength(1);
    expect(saidTo('boss')).toEqual([]);
  });

  it('is told to the next manager where its maker takes no messages', async () => {
    await world.says('ada', 'practice');
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager('ada', true));
    await scheduled('boss', ' closes 10:30');
    stage.away = true;
    await passes(HOUR + 31 * MINUTE);
    stage.away = false;
    stage.closedFor.add('boss');
    await passes(10 * MINUTE);
    expect(saidTo('ada')).toHaveLength(1);
    await passes(DAY, 10 * MINUTE);
    expect(stage.told).toHaveLength(1);
  });

  it('is not told where a manager closed it: the reply said so', async () => {
    await scheduled('boss');
    stage.away = true;
    await passes(HOUR + 10 * MINUTE);
    expect(await world.says('boss', 'close')).toBe(en.closedUnposted());
    stage.away = false;
    await passes(HOUR);
    expect(stage.told).toEqual([]);
    expect(stage.messages).toEqual([]);
  });

  it('is not told where it went out just before, and is revealed', async () => {
    await scheduled('boss', ' closes 10:30');
    stage.away = true;
    await passes(HOUR + 24 * MINUTE, 30_000);
    stage.away = false;
    await passes(HOUR, 30_000);
    expect(sent()).toEqual(['round', 'reveal']);
    expect(stage.told).toEqual([]);
  });

  it('is told to whoever asked it by hand', async () => {
    stage.away = true;
    await world.says('boss', 'ask colours');
    await passes(3 * HOUR);
    stage.away = false;
    await passes(30 * MINUTE);
    const [said = '', ...more] = saidTo('boss');
    expect(more).toEqual([]);
    expect(said).toContain('Tue 24 Nov, 09:00');
    expect(said).toContain('/quiz ask colours');
    expect(stage.messages).toEqual([]);
  });
});

describe('a post that was given up after hours', () => {
  it('is told with all others of that time in one message', async () => {
    await scheduled('boss', '', 'one', 'two', 'three');
    stage.away = true;
    await passes(4 * HOUR);
    stage.away = false;
    await passes(30 * MINUTE);
    const [from, to] = ['Tue 24 Nov, 10:00', 'Tue 24 Nov, 10:00'];
    const many = en.noticeLateMany({ count: 3, channels: 3, from, to, because: 'not reached' });
    expect(saidTo('boss')).toEqual([`${many} (#one, #three, #two)`]);
    await passes(12 * HOUR, 20 * MINUTE);
    expect(stage.told).toHaveLength(1);
    expect(stage.messages).toEqual([]);
  });

  it('says that it was a reveal', async () => {
    await scheduled('boss', ' closes 12:00');
    await passes(2 * HOUR);
    expect(shown('round:')).toBe(1);
    stage.away = true;
    await passes(4 * HOUR);
    stage.away = false;
    await passes(30 * MINUTE);
    const [said = ''] = saidTo('boss');
    expect(said).toContain('Not posted: the reveal of “');
    expect(said).not.toContain('/quiz ask');
  });
});

describe('a question that ended during an outage of hours', () => {
  it('loses its buttons soon after it', async () => {
    await scheduled('boss', ' closes 12:00');
    await passes(2 * HOUR);
    const { card } = stage.last('round:');
    stage.away = true;
    await passes(6 * HOUR);
    expect(stage.last('round:').card).toBe(card);
    stage.away = false;
    await passes(31 * MINUTE);
    expect(readCard(stage.last('round:').card)).toContain(en.closedNow({ count: 0 }));
  });
});

describe('a notice that cannot be delivered for hours', () => {
  it('comes when it can, and a reminder does not', async () => {
    await scheduled('boss');
    await world.says('boss', 'remind at 10:30');
    await passes(HOUR);
    await world.bot.onWorkspaceEvent({ kind: 'channel-gone', place: placeOf(PLACE.channel) });
    stage.away = true;
    await passes(8 * HOUR);
    stage.away = false;
    await passes(31 * MINUTE);
    expect(saidTo('boss')).toEqual([expect.stringContaining(en.channelGone())]);
  });
});

describe('a fortnight in which nothing can be posted', () => {
  it('is one message about all of it, however often it was tried to be told', async () => {
    await scheduled('boss', ' closes 11:00');
    stage.away = true;
    await passes(14 * DAY, 10 * MINUTE);
    expect(stage.told).toEqual([]);
    stage.away = false;
    await passes(2 * DAY, 10 * MINUTE);
    const [from, to] = ['Tue 24 Nov, 10:00', 'Mon 7 Dec, 10:00'];
    const many = en.noticeLateMany({ count: 14, channels: 1, from, to, because: 'not reached' });
    expect(saidTo('boss')).toEqual([`#team-quiz: ${many}`]);
    expect(sent().slice(0, 2)).toEqual(['round', 'reveal']);
  });

  it('in which Deckhand was off is one message, with the question that waited when it stopped', async () => {
    await scheduled('boss', ' closes 12:00');
    stage.away = true;
    await passes(HOUR + 5 * MINUTE);
    stage.away = false;
    world.clock.jumpTo(world.clock.now() + 14 * DAY - 5 * MINUTE);
    world.restarts();
    await passes(2 * HOUR);
    const [from, to] = ['Tue 24 Nov, 10:00', 'Mon 7 Dec, 10:00'];
    const many = en.noticeLateMany({ count: 14, channels: 1, from, to, because: 'not running' });
    expect(saidTo('boss')).toEqual([`#team-quiz: ${many}`]);
    expect(sent()).toEqual(['round', 'reveal']);
  });
});
