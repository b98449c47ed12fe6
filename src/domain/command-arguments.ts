import type { ArgumentShape, Value } from './command-shape.ts';

/** `<#C0123|name>` of Slack, `<#123>` of Discord, `#name` of the local chat, or either's id out of a form. */
const CHANNEL =
  /^<#([A-Za-z0-9]+)(?:\|[^>]*)?>$|^#([A-Za-z0-9_-]{1,64})$|^([CGD][A-Z0-9]{7,20}|\d{15,21})$/;
export const MOST_CHANNELS = 10;

/** A word that is meant for this argument although it is wrong: `Europe/Lodnon` is a zone, not a deck. */
export function isMeantFor(argument: ArgumentShape, word: string): boolean {
  switch (argument.type.kind) {
    case 'zone':
      return word.includes('/');
    case 'time':
      return /^\d{1,2}[:.]?\d{2}$/.test(word);
    case 'integer':
      return /^-?\d+$/.test(word);
    case 'date':
      return /^\d{4}-/.test(word);
    case 'days':
      return /^[a-z]{3,}([,-][a-z]{3,})+$/i.test(word);
    case 'choice':
    case 'word':
    case 'rest':
    case 'member':
      return false;
    case 'channels':
      return /^<?#/.test(word);
    default:
      return argument.type satisfies never;
  }
}

/** Words that are valid for an argument, where there is a list of them. */
export function validWords(argument: ArgumentShape): readonly string[] {
  switch (argument.type.kind) {
    case 'choice':
      return argument.type.of;
    case 'zone':
      return ['UTC', ...Intl.supportedValuesOf('timeZone')];
    case 'days':
      return ['daily', 'weekdays', 'weekend', ...DAY_NAMES];
    case 'integer':
    case 'word':
    case 'rest':
    case 'time':
    case 'date':
    case 'member':
    case 'channels':
      return [];
    default:
      return argument.type satisfies never;
  }
}

/** The value of a word for an argument, or null when it is not one. */
export function readValue(argument: ArgumentShape, word: string): Value | null {
  const { type } = argument;
  switch (type.kind) {
    case 'integer': {
      const value = /^\d{1,6}$/.test(word) ? Number(word) : Number.NaN;
      return value >= type.min && value <= type.max ? value : null;
    }
    case 'choice':
      return type.of.find((choice) => choice === word.toLowerCase()) ?? null;
    case 'word':
      // `practice 5`: a number is a count, not a deck.
      if (type.completes === 'deck' && /^\d+$/.test(word)) return null;
      // `skip 2026-12-24`: a date or a time is no schedule's id.
      if (type.completes === 'schedule' && /^\d/.test(word)) return null;
      return word.length <= 200 ? word : null;
    case 'rest':
      return word.length <= 200 ? word : null;
    case 'time': {
      const match = /^(\d{1,2})[:.](\d{2})$/.exec(word);
      const hour = Number(match?.[1] ?? 99);
      const minute = Number(match?.[2] ?? 99);
      if (hour > 23 || minute > 59) return null;
      return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    }
    case 'zone':
      return validWords(argument).find((zone) => zone.toLowerCase() === word.toLowerCase()) ?? null;
    case 'days':
      return readDays(word);
    case 'date':
      return isDate(word) ? word : null;
    case 'channels': {
      const ids = word.split(',').map((one) => CHANNEL.exec(one)?.slice(1).find(Boolean) ?? null);
      return ids.includes(null) || ids.length > MOST_CHANNELS ? null : [...new Set(ids)].join(',');
    }
    case 'member':
      return (
        /^<@!?([A-Za-z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1] ??
        (/^@?\S{1,80}$/.test(word) ? word.replace(/^@/, '') : null)
      );
    default:
      return type satisfies never;
  }
}

function isDate(word: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `daily`, `weekdays`, `weekend`, `mon`, `mon,wed,fri`, `mon-fri`; full names too. Ascending, no doubles. */
function readDays(word: string): readonly number[] | null {
  const lower = word.toLowerCase();
  if (lower === 'daily') return [1, 2, 3, 4, 5, 6, 7];
  if (lower === 'weekdays') return [1, 2, 3, 4, 5];
  if (lower === 'weekend') return [6, 7];
  const days = new Set<number>();
  for (const part of lower.split(',')) {
    const [from, to, ...more] = part.split('-').map(dayNumber);
    if (from === undefined || from === null || to === null || more.length > 0) return null;
    const last = to ?? from;
    for (let step = 0; step < 7; step += 1) {
      const day = ((from - 1 + step) % 7) + 1;
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function dayNumber(name: string): number | null {
  const index = DAY_NAMES.findIndex((short) => name === short || isFullDay(name, short));
  return index === -1 ? null : index + 1;
}

function isFullDay(name: string, short: string): boolean {
  const full = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return name.startsWith(short) && full.includes(name);
}
