import { dateFormat } from './date-format.ts';
import { nearest } from './did-you-mean.ts';
import { tidyWord, type TypedReading } from './typed-reading.ts';
import { ABBREVIATIONS, ALIASES, PLACES, WELL_KNOWN } from './zone-names.ts';

/** `utc+2`, `gmt-05:30`, `+0530`: hours and minutes from UTC. */
const OFFSET = /^(?:utc|gmt|z)? ?([+-]) ?(\d{1,2})(?::?(\d{2}))?$/;
/** Areas whose names are no cities: `US/Eastern`, `Etc/GMT-1`. */
const NO_CITIES =
  /^(?:Etc|US|Canada|Brazil|Chile|Mexico|Australia\/(?:ACT|LHI|NSW|North|South|West)$)/;
const MOST_CHOICES = 4;
const LONGEST = 4;
/** The longest name of the tz database has 32 characters. */
const LONGEST_NAME = 40;

interface Names {
  /** Names of the tz database as written there, by their lower case. */
  readonly zones: ReadonlyMap<string, string>;
  /** Zones by city, by the letters of its name. */
  readonly places: ReadonlyMap<string, string>;
}

let known: Names | null = null;

/** Every zone name that the runtime lists, and the aliases that it resolves beside them. */
export function zoneNames(): readonly string[] {
  return [...names().zones.values()];
}

/**
 * Whether the runtime resolves a zone's name. Offsets (`+05:30`), which some runtimes take for zones, are none.
 * @param name IANA zone or alias, in any case
 */
export function isZoneName(name: string): boolean {
  if (!/^[a-z][\w+/-]*$/i.test(name) || name.length > LONGEST_NAME) return false;
  try {
    return dateFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * Reads a time zone at the start of some words: a name of the tz database in any case (`Asia/Kolkata`, `us/eastern`,
 * `CET`), a city with or without a zone of its own (`New York`, `new_york`, `São Paulo`, `Munich`). An abbreviation
 * (`CST`) and a bare offset (`UTC+2`, `+05:30`) do not name one zone: the likely ones are returned as choices.
 * @param today local date, `2026-11-24`: the day whose offsets are compared
 * @returns the zone as the tz database writes it
 */
export function readZone(words: readonly string[], today: string): TypedReading<string> | null {
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1) {
    const phrase = words.slice(0, length).map(tidyWord).join(' ');
    if (phrase.length > LONGEST_NAME) continue;
    const reading = length <= 2 ? (offset(phrase, length, today) ?? named(phrase, length)) : null;
    if (reading !== null) return reading;
    const place = names().places.get(lettersOf(phrase));
    if (place !== undefined && isZoneName(place)) return { kind: 'read', value: place, length };
  }
  return null;
}

/** The zone or city that was most likely meant, as one would type it, or null. */
export function nearestZone(word: string): string | null {
  if (word.length < 4 || word.length > LONGEST_NAME) return null;
  if (word.includes('/')) return nearest(word, zoneNames());
  const { zones, places } = names();
  const city = nearest(
    lettersOf(word),
    [...places.keys()].filter((name) => name.length > 3),
  );
  const zone = city === null ? undefined : places.get(city);
  if (zone !== undefined) return zone;
  return nearest(
    word,
    [...zones.values()].filter((name) => !name.includes('/') && name.length > 3),
  );
}

/** `America/Ne`, `mumb`, `new york`: zones that begin with or contain what was typed, best first. */
export function zonesLike(typed: string, limit: number): readonly string[] {
  const letters = lettersOf(typed);
  const listed = zoneNames().filter((name) => lettersOf(name).includes(letters));
  const cities = [...names().places].flatMap(([city, zone]) =>
    city.startsWith(letters) ? [zone] : [],
  );
  const begins = listed.filter((name) => lettersOf(name).startsWith(letters));
  return [...new Set([...begins, ...cities, ...listed])].slice(0, limit);
}

function named(phrase: string, length: number): TypedReading<string> | null {
  if (length > 1) return null;
  const choices = Object.hasOwn(ABBREVIATIONS, phrase) ? ABBREVIATIONS[phrase] : undefined;
  if (choices !== undefined) return { kind: 'ambiguous', choices, length };
  const name = names().zones.get(phrase);
  if (name !== undefined) return isZoneName(name) ? { kind: 'read', value: name, length } : null;
  if (!phrase.includes('/')) return null;
  // A zone newer than the tables above: the runtime knows it, and writes it as the tz database does.
  return isZoneName(phrase)
    ? { kind: 'read', value: capitalised(phrase), length }
    : { kind: 'impossible', length };
}

function offset(phrase: string, length: number, today: string): TypedReading<string> | null {
  const match = names().zones.has(phrase) ? null : OFFSET.exec(phrase);
  if (match === null) return null;
  const [, sign, hours, minutes = '0'] = match;
  const typed = (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  const noon = Date.parse(`${today}T12:00:00Z`);
  const choices = WELL_KNOWN.filter((zone) => minutesFromUtc(zone, noon) === typed);
  if (choices.length === 0) return { kind: 'impossible', length };
  return { kind: 'ambiguous', choices: choices.slice(0, MOST_CHOICES), length };
}

/** @param at epoch milliseconds */
function minutesFromUtc(zone: string, at: number): number {
  const format = dateFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const part = format.formatToParts(at).find(({ type }) => type === 'timeZoneName');
  const match = /([+-])(\d{2}):(\d{2})/.exec(part?.value ?? '');
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (60 * Number(match[2]) + Number(match[3]));
}

function names(): Names {
  if (known !== null) return known;
  const listed = ['UTC', ...Intl.supportedValuesOf('timeZone'), ...ALIASES];
  const places = new Map<string, string>();
  for (const name of listed) {
    if (!name.includes('/') || NO_CITIES.test(name)) continue;
    const city = lettersOf(name.split('/').at(-1) ?? '');
    const other = places.get(city);
    if (other === undefined || isBetter(name, other)) places.set(city, name);
  }
  for (const [zone, cities] of Object.entries(PLACES)) {
    for (const city of cities) places.set(lettersOf(city), zone);
  }
  known = { zones: new Map(listed.map((name) => [name.toLowerCase(), name])), places };
  return known;
}

/** Of two zones with one city the tz database's own: `America/Argentina/Cordoba`, `Europe/Istanbul`, `Asia/Nicosia`. */
function isBetter(name: string, other: string): boolean {
  if (name.split('/').length !== other.split('/').length) return name.length > other.length;
  return name === 'Europe/Istanbul';
}

/** Letters without case and accents; what separates words becomes one space: `São_Paulo` is `sao paulo`. */
function lettersOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim();
}

function capitalised(name: string): string {
  return name.replaceAll(
    /(^|[/_-])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
