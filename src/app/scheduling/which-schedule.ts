import type { Card } from '../../domain/card.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { bold, list, text } from '../../domain/text.ts';
import { writtenDays } from '../../domain/typed-days.ts';
import type { Words } from '../../i18n/index.ts';
import type { ChannelNames } from '../shared/channel-names.ts';
import { hasRoom, runs } from '../shared/notice-card.ts';
import { scheduleChannel, scheduleSaid } from './schedule-line.ts';

const MOST_ASKED = 10;

/** Which schedule is meant: each with a button that finishes the command. */
export function whichCard(
  words: Words,
  all: readonly Schedule[],
  {
    what,
    values,
    names,
  }: { readonly what: string; readonly values: Values; readonly names: ChannelNames },
): Card {
  const typed = [...values].map(([name, value]) => {
    if (name === 'from' || name === 'to') return String(value);
    return `${name}=${Array.isArray(value) ? writtenDays(value) : String(value)}`;
  });
  const asked = all.slice(0, MOST_ASKED);
  const lines = asked.map((schedule) => [
    bold(schedule.id),
    ` · ${scheduleSaid(words, schedule)}, ${words.scheduleIn()}`,
    scheduleChannel(schedule, names),
  ]);
  const buttons = asked
    .map(({ id }) => ({ id, line: [what, id, ...typed].join(' ') }))
    .filter(({ line }) => hasRoom(line))
    .map(({ id, line }) => runs(id, line));
  return {
    gist: words.scheduleWhich(),
    blocks: [
      { kind: 'text', text: [...text(words.scheduleWhich()), ...list(lines)], tone: 'normal' },
      ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
    ],
  };
}
