import type { Block, Button, Card } from '../../domain/card.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { bold, channelRun, text, type Paragraph, type Span } from '../../domain/text.ts';
import { clockTime, dayName } from '../../i18n/dates.ts';
import type { Words } from '../../i18n/index.ts';
import { stemLine } from '../shared/cut-line.ts';
import { hasRoom, notice, runs } from '../shared/notice-card.ts';
import type { Forecast } from './forecast.ts';

/** Dates of one card. */
const SHOWN = 5;
/** Letters of a stem; the studio shows it whole. */
const LONGEST_STEM = 200;

export interface NextView {
  readonly words: Words;
  /** Of the channels that were asked for, oldest first. */
  readonly dates: readonly Forecast[];
  /** The reader's own; null if it is not known. */
  readonly readerZone: string | null;
  /** Whether the dates name their channels. */
  readonly namesChannels: boolean;
  /** What was just changed; null if nothing was. */
  readonly said: string | null;
  readonly hasStudio: boolean;
}

/** The next questions with their times, each with buttons that swap it for another one or leave its date out. */
export function nextCard(view: NextView): Card {
  const { words, dates, said, hasStudio } = view;
  const heading = words.nextHeading();
  const changed: readonly Block[] =
    said === null ? [] : [{ kind: 'text', text: text(bold(said)), tone: 'normal' }];
  const more: readonly Block[] = hasStudio
    ? [{ kind: 'buttons', buttons: [runs(words.buttonStudioCalendar(), 'studio')] }]
    : [];
  return {
    gist: said ?? heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...changed,
      ...dates.slice(0, SHOWN).flatMap((date) => oneDate(view, date)),
      ...more,
    ],
  };
}

function oneDate({ words, namesChannels, readerZone }: NextView, date: Forecast): readonly Block[] {
  const { schedule, at, next, isSkipped, isPlanned } = date;
  const { zone, channel } = schedule;
  const flag = isSkipped ? words.nextLeftOut() : isPlanned ? words.nextChosen() : null;
  const first: readonly Span[] = [
    // By the schedule's clock, like the buttons: in another zone it may be another day.
    bold(`${dayName(date.day, words.locale)}, ${clockTime(at, zone)}`),
    ...(zone === readerZone ? [] : [` (${zone})`]),
    ...(namesChannels ? [' · ', channelRun(channel)] : []),
    ...(next === null ? [] : [` · ${next.deck.title}`]),
    ...(flag === null ? [] : [` · ${flag}`]),
  ];
  const stem = next === null ? (isSkipped ? null : words.nextNoQuestion()) : stemOf(next.question);
  const paragraphs: readonly Paragraph[] = [
    ...text(...first),
    ...(stem === null ? [] : text(stem)),
  ];
  const buttons = buttonsOf(words, date);
  return [
    { kind: 'text', text: paragraphs, tone: 'normal' },
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons', buttons } as const]),
  ];
}

function buttonsOf(words: Words, date: Forecast): readonly Button[] {
  const { schedule, next, isSkipped } = date;
  const { id } = schedule;
  const day = dayName(date.day, words.locale);
  const unskip = { label: words.nextUndrop({ day }), line: `schedule unskip ${id} ${date.day}` };
  const swap = { label: words.nextSwap({ day }), line: `schedule swap ${date.day} id=${id}` };
  const skip = { label: words.nextDrop({ day }), line: `schedule skip ${id} ${date.day}` };
  const ways = isSkipped ? [unskip] : next === null ? [skip] : [swap, skip];
  return ways.filter(({ line }) => hasRoom(line)).map(({ label, line }) => runs(label, line));
}

/** A stem in one line, cut between words. */
export function stemOf({ ask }: Forecast['choices'][number]['question']): string {
  return stemLine(ask, LONGEST_STEM);
}

/** Why there is no next question, and what to do. */
export function noNextCard(words: Words, { paused, elsewhere }: NoNext): Card {
  if (paused !== null) {
    const line = `schedule resume ${paused.id}`;
    return notice(words.nextPaused(), [runs(words.buttonResume(), line)]);
  }
  const form = { kind: 'form', form: 'schedule-daily', about: '' } as const;
  const button: Button = { label: words.buttonNewDaily(), does: form, weight: 'normal' };
  if (elsewhere.length === 0) return notice(words.nextNone(), [button]);
  const where = elsewhere.flatMap((channel, place) => [
    ...(place === 0 ? [] : [', ']),
    channelRun(channel),
  ]);
  return {
    gist: words.nextNone(),
    blocks: [
      { kind: 'text', text: text(words.nextNone()), tone: 'normal' },
      { kind: 'text', text: text(words.nextElsewhere(), ...where), tone: 'normal' },
      { kind: 'buttons', buttons: [button] },
    ],
  };
}

export interface NoNext {
  /** A paused daily schedule of the channel; null if there is none. */
  readonly paused: Schedule | null;
  /** Other channels with a daily question. */
  readonly elsewhere: readonly string[];
}
