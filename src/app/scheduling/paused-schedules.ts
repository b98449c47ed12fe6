import type { Block, Card } from '../../domain/card.ts';
import { groupBy } from '../../domain/group-by.ts';
import { localized } from '../../domain/language.ts';
import { CLOCK_SKEW_MS } from '../../domain/schedule.ts';
import { channelRun, list, plainSpans, text, type Spans } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { UntoldPauses } from '../../ports/due-work.ts';
import type { PauseCause, UntoldPause } from '../../ports/store.ts';
import type { App, Work } from '../context.ts';
import { channelNames, formerChannel, type ChannelNames } from '../shared/channel-names.ts';
import { DueLooks } from '../shared/due-looks.ts';
import { hasRoom, runs } from '../shared/notice-card.ts';
import { hearerOf, queueManagerNotice } from '../shared/notices.ts';
import { firstWords } from './create.ts';
import { scheduleSaid } from './schedule-line.ts';

/** Pauses the running schedules of a channel where the bot cannot post. Their makers are told later. */
export async function pauseSchedules(
  work: Work,
  channel: string,
  cause: Pick<PauseCause, 'because'> & { readonly why: (words: Words) => string },
): Promise<void> {
  const { tx, now } = work;
  const why = localized((language) => cause.why(work.app.words(language)));
  for (const schedule of await tx.schedules.list()) {
    if (schedule.channel !== channel || schedule.pausedAt !== null) continue;
    await tx.schedules.pause(schedule.id, now, { because: cause.because, why });
  }
}

/** Channels often go together, and one message tells of all: it waits until no more have gone for this long. */
const GATHER_MS = 15_000;
const PAUSE_MS = 15_000;
/** The most workspaces of one turn. */
const LIMIT = 50;
/** The most channels that one message names. */
const MOST_NAMED = 10;

/** Tells the makers of schedules that the bot paused: one message for each, however many schedules and channels. */
export function pausedNotices(app: App): DueLooks<UntoldPauses> {
  return new DueLooks(app, {
    pauseMs: PAUSE_MS,
    failed: 'makers of paused schedules could not be told; the next look tries again',
    limit: LIMIT,
    find: async (now, ...page) => {
      const untold = await app.store.dueWork.untoldPauses(...page);
      return untold.filter(({ newestAt }) => !mayGrow(newestAt, now));
    },
    serve: async ({ workspace }, now) =>
      app.store.tx(workspace, (tx) => tellMakers({ app, tx, now })),
  });
}

/** Whether more of a workspace's schedules may pause in a moment. */
function mayGrow(newestAt: number, now: number): boolean {
  return now - newestAt < GATHER_MS && newestAt - now < CLOCK_SKEW_MS;
}

async function tellMakers(work: Work): Promise<void> {
  const { tx } = work;
  const untold: (UntoldPause & { readonly hearer: string })[] = [];
  for (const pause of await tx.schedules.untoldPauses())
    untold.push({ ...pause, hearer: await hearerOf(work, pause.schedule.createdBy) });
  const names = await channelNames(tx);
  for (const [member, pauses] of groupBy(untold, ({ hearer }) => hearer)) {
    const [first] = pauses;
    if (first === undefined) continue;
    const { id, channel, pausedAt } = first.schedule;
    await queueManagerNotice(work, {
      kind: 'paused',
      about: `${member}:${id}:${pausedAt}`,
      channel,
      member,
      cardIn: (words) => pausedCard(words, pauses, names),
    });
  }
  await tx.schedules.setPausesTold();
}

/** Which channels, what paused there and why, and how to go on. */
function pausedCard(words: Words, pauses: readonly UntoldPause[], names: ChannelNames): Card {
  const channels = [...groupBy(pauses, ({ schedule }) => schedule.channel)];
  const lines = channels.map(([channel, paused]): Spans => {
    const what = paused.map(({ schedule }) => scheduleSaid(words, schedule)).join('; ');
    const isGone = paused.some(({ because }) => because === 'gone');
    const shown = isGone ? formerChannel(channel, names) : channelRun(channel);
    return [shown, `: ${words.noticePaused({ what, why: paused[0]?.why[words.language] ?? '' })}`];
  });
  const many = words.noticePausedMany({ count: pauses.length, channels: lines.length });
  const left = lines.length - MOST_NAMED;
  const said =
    lines.length === 1
      ? text(...(lines[0] ?? []))
      : [
          ...text(many),
          ...list(lines.slice(0, MOST_NAMED)),
          ...(left > 0 ? text(words.noticePausedMore({ count: left })) : []),
        ];
  return {
    gist: lines.length === 1 ? plainSpans(lines[0] ?? []) : many,
    blocks: [{ kind: 'text', text: said, tone: 'normal' }, ...goOn(words, pauses)],
  };
}

function goOn(words: Words, pauses: readonly UntoldPause[]): readonly Block[] {
  const [first] = pauses;
  if (first === undefined) return [];
  const { schedule } = first;
  const elsewhere = `/quiz schedule ${firstWords(schedule)} ${schedule.time}`;
  const line = `schedule resume ${schedule.id}`;
  const buttons = pauses.length === 1 && hasRoom(line) ? [runs(words.buttonResume(), line)] : [];
  const then = words.noticePausedThen({ hasButton: buttons.length > 0, elsewhere });
  return [
    { kind: 'text', text: text(then), tone: 'normal' },
    ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
  ];
}
