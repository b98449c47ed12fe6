import { nextOccurrences } from '../../domain/schedule.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { dayAndTime } from '../../i18n/dates.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { notice, runs } from '../shared/notice-card.ts';
import { usableZone } from '../shared/reading-context.ts';
import { transact } from '../shared/transact.ts';

/** Local time and day of the week at which letters come. */
const LETTER_TIME = '09:00';
const MONDAY = 1;
const WEEK_MS = 7 * 24 * 3_600_000;

/** When the next letter after `now` is due: Monday at nine in the manager's zone. */
export function nextLetterAt(now: number, zone: string): number {
  const weekly = { time: LETTER_TIME, days: [MONDAY], zone };
  return nextOccurrences(weekly, now, 1)[0]?.at ?? now + WEEK_MS;
}

/** `/quiz report letter on|off`: a weekly letter about the questions, for the manager alone. */
export async function setLetter(request: Request, values: Values): Promise<Reply> {
  const { interaction, words, now } = request;
  const { place, actor } = interaction;
  if (values.get('switch') === 'off') {
    const removed = await transact(request, ({ tx }) => tx.letters.remove(actor.id));
    return { kind: 'card', card: notice(removed ? words.letterEnded() : words.letterNone()) };
  }
  const order = await transact(request, async (work) => {
    const settings = await ensureChannel(work, place);
    const { id } = await work.tx.members.upsert(actor, now);
    const zone = usableZone(actor.zone) ?? settings.zone;
    const order = { channel: place.channel, zone, nextAt: nextLetterAt(now, zone) };
    await work.tx.letters.set(id, order);
    return order;
  });
  const first = dayAndTime(order.nextAt, order.zone, words.locale);
  const sentence = words.letterSet({ first });
  return {
    kind: 'card',
    card: notice(sentence, [runs(words.buttonLetterOff(), 'report letter off')]),
  };
}
