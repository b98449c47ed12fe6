import type { LogLine } from '../stories/world.ts';
import type { Place } from '../../src/ports/identity.ts';

export const PLACES = {
  quiz: { platform: 'web', workspace: 'web:a', channel: 'quiz' },
  lab: { platform: 'web', workspace: 'web:a', channel: 'lab' },
  elsewhere: { platform: 'web', workspace: 'web:b', channel: 'quiz' },
} as const satisfies Record<string, Place>;

/** What people were told, to be held against what is there. */
export interface History {
  /** When the run began. */
  readonly start: number;
  /** Answers whose confirmation reached the member. */
  readonly confirmed: {
    readonly round: string;
    readonly member: string;
    readonly option: number;
    readonly at: number;
  }[];
  /** Replies to clicks from a foreign workspace that were not the polite one. */
  readonly foreignReplies: string[];
  /** Unanswered questions that practice showed while they were open for that member, a sentence each. */
  readonly gaveAway: string[];
  /** Members who asked to be forgotten. */
  readonly forgotten: Set<string>;
  /** Gestures that ask a question by hand. */
  asked: number;
  jumped: boolean;
  /** A manager closed or voided by hand. */
  closedByHand: boolean;
  /** A channel refused posts, so that its schedules paused. */
  refused: boolean;
  /** A manager who resumed a schedule read that it had been paused before a notice said so. */
  pauseSaid: boolean;
  /** The other workspace was removed and its time has passed. */
  purged: boolean;
  readonly log: LogLine[];
}

export function newHistory(start: number): History {
  return {
    start,
    confirmed: [],
    foreignReplies: [],
    gaveAway: [],
    forgotten: new Set(),
    asked: 0,
    jumped: false,
    closedByHand: false,
    refused: false,
    pauseSaid: false,
    purged: false,
    log: [],
  };
}
