import type { Block, Card } from '../../domain/card.ts';
import type { OwnStanding } from '../../domain/standings.ts';
import { bold, capitalised, channelRun, text } from '../../domain/text.ts';
import { dayName } from '../../i18n/dates.ts';
import type { Words } from '../../i18n/index.ts';
import { runs } from '../shared/notice-card.ts';
import { jamSaid } from '../shared/jam.ts';
import type { Jam } from '../../ports/store.ts';
import { firstSteps } from '../workspace/welcome.ts';
import { standingSaid } from '../leaderboard/standing-line.ts';

/** An open question that the reader has not answered. */
export interface OpenHere {
  readonly round: string;
  readonly number: number;
  readonly stem: string;
}

export interface Home {
  readonly open: readonly OpenHere[];
  readonly standing: OwnStanding | null;
  /** Whether the channel has a board. */
  readonly hasBoard: boolean;
  /** The last day away, or null where it is open; undefined if the reader is not away. */
  readonly awayUntil: string | null | undefined;
  readonly streak: number;
  /** Number of questions due for review. */
  readonly due: number;
  readonly hasSchedule: boolean;
  /** What holds up the channel's posts, for a manager; null if nothing does. */
  readonly jam: Jam | null;
  /** Null if the reader is no manager. */
  readonly schedules: readonly Block[] | null;
  /** Suggested questions that wait for a manager's decision; 0 if the reader is none. */
  readonly suggestions: number;
  /** Whether the studio can be reached from here. */
  readonly hasStudio: boolean;
}

export function homeCard(words: Words, home: Home): Card {
  const { due, schedules } = home;
  const figures = [...standingSentences(words, home), words.meDue({ count: due })];
  const { awayUntil } = home;
  return {
    gist: words.homeHeading(),
    blocks: [
      { kind: 'heading', text: words.homeHeading() },
      ...(awayUntil === undefined ? [] : awayBlocks(words, awayUntil)),
      ...home.open.flatMap((open) => openBlocks(words, open)),
      { kind: 'text', text: text(figures.join(' ')), tone: 'normal' },
      {
        kind: 'buttons',
        buttons: [
          runs(words.buttonPractise(), 'practice'),
          runs(words.buttonReview(), 'review', due > 0 ? 'primary' : 'normal'),
          runs(words.buttonLeaderboard(), 'leaderboard'),
          runs(words.buttonMe(), 'me'),
          runs(words.buttonAllCommands(), 'help'),
        ],
      },
      ...(home.jam === null ? [] : [jamBlock(words, home.jam)]),
      ...(schedules === null ? [] : managerBlocks(words, home, schedules)),
    ],
  };
}

/** Points, place and streak in one sentence, where there are any. */
function standingSentences(words: Words, { standing, hasBoard, streak }: Home): readonly string[] {
  const days = streak > 1 ? [words.streakOf({ days: streak })] : [];
  if (standing !== null) {
    const points = words.homePoints({ points: standing.own.points });
    return [`${[points, standingSaid(words, standing), ...days].join(', ')}.`];
  }
  const none = hasBoard ? [words.homeNothingYet()] : [];
  return [...none, ...days.map((said) => `${capitalised(said)}.`)];
}

function awayBlocks(words: Words, until: string | null): readonly Block[] {
  const day = until === null ? null : dayName(until, words.locale);
  return [
    { kind: 'text', text: text(words.awaySet({ until: day })), tone: 'normal' },
    { kind: 'buttons', buttons: [runs(words.buttonBack(), 'back')] },
  ];
}

function jamBlock(words: Words, jam: Jam): Block {
  const said = jamSaid(words, jam);
  return { kind: 'text', text: text(channelRun(jam.channel), ': ', said), tone: 'normal' };
}

function openBlocks(words: Words, { round, number, stem }: OpenHere): readonly Block[] {
  return [
    { kind: 'text', text: text(bold(words.homeOpen({ number })), stem), tone: 'normal' },
    {
      kind: 'buttons',
      buttons: [
        { label: words.buttonAnswer(), does: { kind: 'question', round }, weight: 'primary' },
      ],
    },
  ];
}

/** The schedules, or a welcome with three buttons if there is none. */
function managerBlocks(
  words: Words,
  { hasSchedule, suggestions, hasStudio }: Home,
  schedules: readonly Block[],
): readonly Block[] {
  const said = text(words.homeSuggestions({ count: suggestions }));
  const waiting: readonly Block[] =
    suggestions > 0 ? [{ kind: 'text', text: said, tone: 'normal' }] : [];
  const studio: readonly Block[] = hasStudio
    ? [{ kind: 'buttons', buttons: [runs(words.studioHeading(), 'studio')] }]
    : [];
  return [
    { kind: 'line' },
    ...(hasSchedule ? schedules : firstSteps(words)),
    ...waiting,
    ...studio,
  ];
}
