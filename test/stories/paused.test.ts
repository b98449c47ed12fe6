import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { PostError } from '../../src/ports/errors.ts';
import type { Place } from '../../src/ports/identity.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { ClosedStage } from './closed-stage.ts';
import { deckOf, decksOf, questions } from './decks.ts';
import { codeOf, readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const MINUTE = 60_000;
const en = wordsIn('en');
const de = wordsIn('de');

let stage: ClosedStage;
let world: World;

beforeEach(async () => {
  stage = new ClosedStage();
  const colours = deckOf('colours', questions(30));
  world = await openWorld({ decks: decksOf(colours), stage });
});

afterEach(() => world.close());

const placeOf = (channel: string): Place => ({ ...PLACE, channel });

async function scheduled(member: string, ...channels: string[]): Promise<void> {
  for (const channel of channels)
    await world.says(member, 'schedule daily 10:00 Europe/Berlin daily', placeOf(channel));
}

async function hours(count: number): Promise<void> {
  const end = world.clock.now() + count * 60 * MINUTE;
  while (world.clock.now() < end) {
    world.clock.jumpTo(Math.min(end, world.clock.now() + 10 * MINUTE));
    await world.worker.tick();
  }
}

async function goes(...channels: string[]): Promise<void> {
  for (const channel of channels)
    await world.bot.onWorkspaceEvent({ kind: 'channel-gone', place: placeOf(channel) });
}

const toldTo = (member: string): readonly Card[] =>
  stage.told.filter((one) => one.member === member).map(({ card }) => card);

describe('a channel that goes away', () => {
  it('is named to the maker of its schedule, with what paused and how to go on', async () => {
    await scheduled('boss', 'team-quiz');
    await goes('team-quiz');
    await world.passes(MINUTE);
    const [card, ...more] = toldTo('boss');
    expect(more).toEqual([]);
    const said = card === undefined ? '' : readCard(card);
    expect(said).toContain('#team-quiz: Paused: a question every day at 10:00');
    expect(said).toContain(en.channelGone());
    expect(said).toContain('/quiz schedule daily 10:00');
    await hours(2);
    expect(stage.messages).toEqual([]);
    expect(toldTo('boss')).toHaveLength(1);
    const button = card === undefined ? '' : codeOf(card, en.buttonResume());
    expect(await world.presses('boss', button)).toContain('Resumed');
    await hours(24);
    expect(stage.messages).toHaveLength(1);
  });

  it('is named as people knew it, although the platform forgets its name', async () => {
    const place = placeOf('C7');
    const actor = { id: 'boss', name: 'boss', manages: true, locale: null, zone: null };
    const intent = { kind: 'line', line: 'schedule daily 10:00' } as const;
    await world.bot.handle({ place, actor, channelName: 'backend', intent });
    await goes('C7');
    await world.passes(MINUTE);
    expect(toldTo('boss').map(readCard).join('\n')).toContain('#backend: ');
    expect(await world.says('boss', 'schedule list')).toContain('#backend');
    await scheduled('boss', 'other');
    expect(await world.says('boss', 'schedule resume')).toContain('#backend');
  });

  it('is named as the platform calls it when it goes', async () => {
    await scheduled('boss', 'C8');
    const name = 'front-end';
    await world.bot.onWorkspaceEvent({ kind: 'channel-gone', place: placeOf('C8'), name });
    await world.passes(MINUTE);
    expect(toldTo('boss').map(readCard).join('\n')).toContain('#front-end: ');
  });

  it('is one message for many channels, to each maker', async () => {
    await world.says('boss', 'managers add @ada');
    await world.says('ada', 'me');
    await scheduled('boss', 'one', 'two', 'three');
    await world.says('boss', 'schedule weekly mon 09:00', placeOf('one'));
    await scheduled('boss', 'stays');
    await goes('one', 'two');
    await world.passes(10_000);
    await goes('three');
    await world.passes(2 * MINUTE);
    const [card, ...more] = toldTo('boss');
    expect(more).toEqual([]);
    const said = card === undefined ? '' : readCard(card);
    expect(said).toContain(en.noticePausedMany({ count: 4, channels: 3 }));
    for (const channel of ['#one: ', '#two: ', '#three: ']) expect(said).toContain(channel);
    expect(said).not.toContain('#stays');
    expect(said).toContain('/quiz schedule list');
  });

  it('survives a restart before anybody was told', async () => {
    await scheduled('boss', 'team-quiz');
    await goes('team-quiz');
    world.restarts();
    await world.passes(MINUTE);
    world.restarts();
    await world.passes(MINUTE);
    expect(toldTo('boss')).toHaveLength(1);
  });

  it('is said again when it goes again, and not for what a manager paused', async () => {
    await scheduled('boss', 'team-quiz');
    await world.says('boss', 'schedule pause daily');
    await goes('team-quiz');
    await world.passes(MINUTE);
    expect(toldTo('boss')).toEqual([]);
    for (const times of [1, 2]) {
      await world.says('boss', 'schedule resume daily');
      await goes('team-quiz');
      await world.passes(MINUTE);
      expect(toldTo('boss')).toHaveLength(times);
    }
  });

  it('is said to a manager who resumes before anybody was told, and once', async () => {
    await scheduled('boss', 'team-quiz');
    await goes('team-quiz');
    const said = await world.says('boss', 'schedule resume');
    expect(said).toContain('Resumed');
    expect(said).toContain(en.channelGone());
    await world.passes(MINUTE);
    expect(toldTo('boss')).toEqual([]);
  });

  it('is still said where a manager has paused meanwhile what was paused already', async () => {
    await scheduled('boss', 'team-quiz');
    await goes('team-quiz');
    await world.says('boss', 'schedule pause');
    await world.passes(MINUTE);
    expect(toldTo('boss').map(readCard).join('\n')).toContain(en.channelGone());
    expect(await world.says('boss', 'schedule list')).toContain(en.channelGone());
  });

  it('is said in the maker’s language', async () => {
    world.locales.set('boss', 'de-DE');
    await scheduled('boss', 'eins', 'zwei');
    await goes('eins', 'zwei');
    await world.passes(MINUTE);
    const said = toldTo('boss').map(readCard).join('\n');
    expect(said).toContain(de.noticePausedMany({ count: 2, channels: 2 }));
    expect(said).toContain(de.channelGone());
  });

  it('is said to each reader in their own language, wherever they read it', async () => {
    world.locales.set('boss', 'de-DE').set('ada', 'en-GB');
    await world.says('ada', 'practice');
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager('ada', true));
    await scheduled('boss', 'one');
    await goes('one');
    stage.closedFor.add('boss');
    await world.passes(MINUTE);
    expect(toldTo('ada').map(readCard).join('\n')).toContain(en.channelGone());
    expect(await world.says('ada', 'schedule list')).toContain(
      en.schedulePaused({ why: en.channelGone() }),
    );
    expect(await world.says('boss', 'schedule list')).toContain(
      de.schedulePaused({ why: de.channelGone() }),
    );
  });

  it('is said to another manager where the maker has left, or takes no messages', async () => {
    await scheduled('boss', 'one', 'two');
    await world.says('ada', 'practice');
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager('ada', true));
    stage.closedFor.add('boss');
    await goes('one');
    await world.passes(MINUTE);
    expect(toldTo('ada')).toHaveLength(1);
    await world.bot.onWorkspaceEvent({
      kind: 'member-left',
      workspace: PLACE.workspace,
      member: 'boss',
    });
    await goes('two');
    await world.passes(MINUTE);
    expect(toldTo('ada')).toHaveLength(2);
    stage.closedFor.add('ada');
    await hours(24);
    expect(stage.told).toHaveLength(2);
  });
});

describe('a question that waits when its channel goes', () => {
  it('is withdrawn, and told to whoever asked it by hand', async () => {
    stage.faults.push('not-sent');
    await world.says('boss', 'ask', placeOf('one'));
    await goes('one');
    await world.passes(MINUTE);
    const [said = '', ...more] = toldTo('boss').map(readCard);
    expect(more).toEqual([]);
    expect(said).toMatch(/^#one: Not posted: “Deck colours: What about q\d+\?”\. /);
    expect(said).toContain(en.channelGone());
    await world.bot.onWorkspaceEvent({
      kind: 'channel-here',
      place: placeOf('one'),
      inviter: null,
    });
    await hours(26);
    expect(stage.messages.filter(({ name }) => !name.startsWith('welcome:'))).toEqual([]);
    expect(toldTo('boss')).toHaveLength(1);
  });

  it('is withdrawn where another post found that the channel is gone', async () => {
    await scheduled('boss', 'one');
    await world.says(
      'boss',
      'schedule daily 10:00 Europe/Berlin daily closes 11:00 another=another',
      placeOf('one'),
    );
    const post = stage.post.bind(stage);
    stage.post = () => {
      stage.post = post;
      const advice = { en: 'It is archived.', de: 'Er ist archiviert.' };
      const code = 'is_archived';
      return Promise.reject(new PostError({ failure: 'refused', code, advice, gone: true }));
    };
    await hours(2);
    expect(await world.says('ada', '', placeOf('one'))).not.toContain('What about');
    await hours(30);
    expect(stage.messages).toEqual([]);
    expect(toldTo('boss')).toHaveLength(1);
  });
});

describe('channels that refuse posts', () => {
  it('are one message too', async () => {
    await scheduled('boss', 'one', 'two', 'three');
    for (const channel of ['one', 'two', 'three']) stage.closedChannels.add(channel);
    await hours(2);
    const said = toldTo('boss').map(readCard);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(en.noticePausedMany({ count: 3, channels: 3 }));
    expect(said[0]).toContain('Invite me first.');
  });

  it('are one message although several posts are refused one after another', async () => {
    await world.close();
    stage = new ClosedStage('web', { channelPaceMs: 1_000 });
    world = await openWorld({ decks: decksOf(deckOf('colours', questions(30))), stage });
    await scheduled('boss', 'one');
    await hours(2);
    expect(stage.messages).toHaveLength(1);
    stage.closedChannels.add('one');
    await hours(24);
    expect(toldTo('boss').map(readCard)).toEqual([expect.stringContaining(en.buttonResume())]);
  });

  it('are not resumed before the bot can post there', async () => {
    await scheduled('boss', 'one');
    await goes('one');
    stage.mayPostHere = { en: 'Invite me first.', de: 'Lade mich zuerst ein.' };
    const refused = en.scheduleCannotResume({ why: 'Invite me first.' });
    expect(await world.says('boss', 'schedule resume')).toBe(refused);
    expect(await world.says('boss', 'schedule list')).toContain('paused');
    stage.mayPostHere = null;
    expect(await world.says('boss', 'schedule resume')).toContain('Resumed');
  });
});
