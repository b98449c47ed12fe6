import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { periodsOf } from '../../src/domain/calendar.ts';
import { isZoneName, nearestZone, readZone, zonesLike } from '../../src/domain/time-zones.ts';

const TODAY = '2026-11-24';

/** Names of the tz database 2026a that some runtime of Node 20, 22 or 24 resolves and does not list. */
const ALIASES = `
  Africa/Asmara Africa/Timbuktu America/Argentina/Buenos_Aires America/Argentina/Catamarca
  America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy
  America/Argentina/Mendoza America/Atikokan America/Atka America/Ensenada America/Fort_Wayne
  America/Indiana/Indianapolis America/Kentucky/Louisville America/Knox_IN America/Montreal
  America/Nipigon America/Nuuk America/Pangnirtung America/Porto_Acre America/Rainy_River
  America/Rosario America/Santa_Isabel America/Shiprock America/Thunder_Bay America/Virgin
  America/Yellowknife Antarctica/South_Pole Asia/Ashkhabad Asia/Choibalsan Asia/Chongqing
  Asia/Chungking Asia/Dacca Asia/Harbin Asia/Ho_Chi_Minh Asia/Istanbul Asia/Kashgar Asia/Kathmandu
  Asia/Kolkata Asia/Macao Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Asia/Yangon
  Atlantic/Faroe Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/Currie Australia/LHI
  Australia/NSW Australia/North Australia/Queensland Australia/South Australia/Tasmania
  Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East
  Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain
  Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental
  Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+0 Etc/GMT+1 Etc/GMT+10 Etc/GMT+11
  Etc/GMT+12 Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7 Etc/GMT+8 Etc/GMT+9 Etc/GMT-0
  Etc/GMT-1 Etc/GMT-10 Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2 Etc/GMT-3 Etc/GMT-4
  Etc/GMT-5 Etc/GMT-6 Etc/GMT-7 Etc/GMT-8 Etc/GMT-9 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC
  Etc/Universal Etc/Zulu Europe/Belfast Europe/Kyiv Europe/Nicosia Europe/Tiraspol Europe/Uzhgorod
  Europe/Zaporozhye GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica
  Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur Mexico/General NZ NZ-CHAT
  Navajo PRC PST8PDT Pacific/Chuuk Pacific/Johnston Pacific/Kanton Pacific/Pohnpei Pacific/Samoa
  Pacific/Yap Poland Portugal ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian US/Arizona US/Central
  US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa
  UTC Universal W-SU WET Zulu
`
  .trim()
  .split(/\s+/);

/** Names that stand for several places in what people write: they are asked about. */
const ASKED = new Set(['EST', 'MST']);

const all = [...new Set([...Intl.supportedValuesOf('timeZone'), ...ALIASES])];

describe('time zones', () => {
  it('are all that the runtime resolves, listed or not, as they are written and in any case', () => {
    expect(all.length).toBeGreaterThan(590);
    const refused = all.filter((name) => {
      if (ASKED.has(name)) return readZone([name], TODAY)?.kind !== 'ambiguous';
      return [name, name.toLowerCase(), name.toUpperCase()].some((typed) => {
        const reading = readZone([typed], TODAY);
        return reading?.kind !== 'read' || reading.value !== name || reading.length !== 1;
      });
    });
    expect(refused).toEqual([]);
  });

  it('can be reckoned with', () => {
    for (const name of all) {
      expect(periodsOf(Date.parse('2026-07-01T12:00:00Z'), name).month).toBe('2026-07');
      expect(Temporal.PlainDate.from(TODAY).toZonedDateTime(name).timeZoneId).toBe(name);
    }
  });

  it('are found by their cities', () => {
    const lost = Intl.supportedValuesOf('timeZone').filter((name) => {
      const city = (name.split('/').at(-1) ?? '').replaceAll('_', ' ');
      const reading = readZone(city.split(' '), TODAY);
      return name.includes('/') && reading?.kind !== 'read';
    });
    expect(lost).toEqual([]);
  });

  it('are no offsets, which say nothing of summer time', () => {
    expect(isZoneName('+05:30')).toBe(false);
    expect(isZoneName('UTC+2')).toBe(false);
    expect(readZone(['UTC+2'], '2026-07-01')).toMatchObject({
      kind: 'ambiguous',
      choices: expect.arrayContaining(['Europe/Berlin']),
    });
    expect(readZone(['UTC+2'], '2026-12-01')).toMatchObject({
      choices: expect.not.arrayContaining(['Europe/Berlin']),
    });
  });

  it('are suggested where a name is misspelt or begun', () => {
    expect(nearestZone('Europe/Lodnon')).toBe('Europe/London');
    expect(nearestZone('Belrin')).toBe('Europe/Berlin');
    expect(nearestZone('colours')).toBeNull();
    expect(zonesLike('mumb', 5)).toEqual(['Asia/Kolkata']);
    expect(zonesLike('new y', 5)).toEqual(['America/New_York']);
    expect(zonesLike('Europe/B', 3).every((name) => name.startsWith('Europe/B'))).toBe(true);
  });
});
