import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf, readReply } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';
import type { Intent } from '../../src/ports/bot.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { wordsIn } from '../../src/i18n/index.ts';

let world: World;
const en = wordsIn('en');

beforeEach(async () => {
  world = await openWorld({
    decks: decksOf(deckOf('colours', [question('red'), question('green')])),
  });
});

afterEach(() => world.close());

/** The boss acts, with the zone that the platform has in the profile. */
function acts(intent: Intent, zone: string | null = null, locale: string | null = null) {
  const actor = { id: 'boss', name: 'boss', manages: true, locale, zone };
  return world.bot.handle({ place: PLACE, actor, intent });
}

async function types(line: string, zone: string | null = null): Promise<string> {
  return readReply(await acts({ kind: 'line', line }, zone));
}

function cardOf(reply: Reply) {
  if (reply.kind !== 'card') throw new Error(`not a card: ${reply.kind}`);
  return reply.card;
}

describe('row 19: every zone', () => {
  it.each([
    'Asia/Kolkata',
    'Europe/Kyiv',
    'Asia/Ho_Chi_Minh',
    'America/Argentina/Buenos_Aires',
    'Etc/UTC',
    'US/Eastern',
  ])('%s is set as it is typed, and the form takes what it prefills', async (zone) => {
    const code = '1.form.schedule-daily.';
    const form = await acts({ kind: 'press', code, message: 'm', own: true }, zone);
    const field =
      form.kind === 'form' ? form.form.fields.find(({ name }) => name === 'zone') : undefined;
    expect(field?.input).toMatchObject({ value: zone });
    const values = { time: '9:00 AM', zone, days: 'weekdays' };
    expect(readReply(await acts({ kind: 'form', code, values }))).toContain(
      `Set: a question on weekdays at 09:00 (${zone})`,
    );
    expect(await types(`schedule daily 10:00 ${zone} another`)).toContain(`at 10:00 (${zone})`);
  });
});

describe('row 20: times, zones and days as people write them', () => {
  it.each([
    ['9:00 AM Berlin mon, wed, fri', 'every Monday, Wednesday and Friday at 09:00 (Europe/Berlin)'],
    ['9am GMT tues', 'every Tuesday at 09:00 (GMT)'],
    ['9 CET montag', 'every Monday at 09:00 (CET)'],
    ['17h30 Mumbai mo-fr', 'on weekdays at 17:30 (Asia/Kolkata)'],
    ['um 9 Uhr in Wien am Wochenende', 'every Saturday and Sunday at 09:00 (Europe/Vienna)'],
  ])('schedule daily %s', async (typed, said) => {
    expect(await types(`schedule daily ${typed}`)).toContain(said);
  });

  it('asks where a word has several meanings, and a button finishes the line', async () => {
    const asked = cardOf(await acts({ kind: 'line', line: 'schedule daily 9 CST mon-fri' }));
    expect(asked.gist).toBe(en.whichZone({ word: 'CST' }));
    const code = codeOf(asked, 'Asia/Shanghai');
    const reply = await acts({ kind: 'press', code, message: 'm', own: true });
    expect(readReply(reply)).toContain('on weekdays at 09:00 (Asia/Shanghai)');
  });

  it('says beside a form’s field what does not fit', async () => {
    const code = '1.form.schedule-daily.';
    const values = { time: '25:00', days: 'weekdays' };
    expect(await acts({ kind: 'form', code, values })).toMatchObject({
      kind: 'refused',
      field: 'time',
      sentence: expect.stringContaining(en.expectedTime()),
    });
    const unclear = { time: '9', zone: 'CST', days: 'weekdays' };
    expect(await acts({ kind: 'form', code, values: unclear })).toMatchObject({
      kind: 'refused',
      field: 'zone',
      sentence: expect.stringContaining('America/Chicago'),
    });
  });
});

describe('row 21: the zone that is meant', () => {
  it('is the setter’s, else the channel’s, else the server’s', async () => {
    expect(await types('schedule daily 09:00')).toContain('(Europe/Berlin)');
    expect(await types('schedule daily 10:00 another', 'America/New_York')).toContain(
      '(America/New_York)',
    );
    // The channel counts by its first schedule.
    expect(await types('schedule daily 11:00 another')).toContain('(Europe/Berlin)');
    expect(await types('schedule daily 12:00 another', 'Mars/Olympus')).toContain(
      '(Europe/Berlin)',
    );
  });
});

describe('row 22: prefixes and the words that people use', () => {
  it.each([
    ['le', 'Leaderboard'],
    ['rangliste monat', 'Leaderboard'],
    ['practise colours 1', '1 / 1'],
    ['üben', '1 / 2'],
    ['hilfe', en.helpHeading()],
    ['datenschutz', en.privacyHeading()],
    ['stats', en.meHeading()],
  ])('/quiz %s', async (line, said) => {
    await types('remind at 9');
    expect(await types(line)).toContain(said);
  });
});

describe('row 24: what is unknown is named', () => {
  it('a question or deck of a report', async () => {
    expect(await types('problems colours sky')).toContain(
      en.noQuestion({ deck: 'colours', question: 'sky', near: null }),
    );
    expect(await types('problems colors')).toContain(
      en.noDeck({ deck: 'colors', near: 'colours' }),
    );
    expect(await types('problems colours red')).toContain(en.reportsNone());
  });

  it('never a time as a deck', async () => {
    expect(await types('practice AM')).toContain(en.aTime());
    expect(await types('practice AM')).not.toContain('deck “AM”');
  });
});

describe('row 15: dates', () => {
  it('a skip needs no id where there is one schedule, and no past', async () => {
    await types('schedule daily 9');
    expect(await types('schedule skip 2026-12-24')).toContain('Skipped on Thu 24 Dec');
    expect(await types('schedule skip 24 Dec - 2 Jan')).toContain(
      'Skipped from Thu 24 Dec to Sat 2 Jan',
    );
    expect(await types('schedule skip daily 2020-01-01')).toBe(en.pastDate({ word: '2020-01-01' }));
    expect(await types('away gestern')).toBe(en.pastDate({ word: 'gestern' }));
  });

  it('today is the member’s own', async () => {
    await types('schedule daily 9');
    // 24 November, 09:00 in Berlin, is still the 23rd in Honolulu.
    expect(await types('schedule skip today', 'Pacific/Honolulu')).toContain('Mon 23 Nov');
    expect(await types('schedule skip today')).toContain('Tue 24 Nov');
  });

  it('two days where one fits are asked about', async () => {
    const asked = cardOf(await acts({ kind: 'line', line: 'schedule weekly mon,fri 9' }));
    expect(asked.gist).toBe(en.whichDay());
    const code = codeOf(asked, 'Friday');
    const reply = await acts({ kind: 'press', code, message: 'm', own: true });
    expect(readReply(reply)).toContain('every Friday at 09:00');
  });
});

describe('completion', () => {
  it('knows cities, and German days for whoever reads German', async () => {
    const from = (locale: string | null) => ({
      place: PLACE,
      actor: { id: 'boss', name: 'boss', manages: true, locale, zone: null },
    });
    const values = async (argument: string, typed: string, locale: string | null = null) =>
      (await world.bot.complete(from(locale), 'schedule daily', argument, typed)).map(
        ({ value }) => value,
      );
    expect(await values('zone', 'mumb')).toEqual(['Asia/Kolkata']);
    expect(await values('zone', 'kyiv')).toContain('Europe/Kyiv');
    expect(await values('days', 'mon')).toEqual(['mon']);
    expect(await values('days', 'mon', 'de')).toEqual(['montag']);
  });
});
