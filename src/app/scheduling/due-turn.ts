import {
  dueBetween,
  type Occurrence,
  type Recurrence,
  type Schedule,
} from '../../domain/schedule.ts';
import type { LateBecause } from '../../i18n/en.ts';
import type { Platform } from '../../ports/identity.ts';
import type { ClaimedSlot } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import type { Pool } from '../rounds/next-question.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { poolOf } from './deck-supply.ts';

/** Missed posts are counted for a little more than a year. */
const MOST_MISSED = 400;

/** A transaction that serves a workspace's due schedules. */
export interface DueTurn extends Work {
  readonly times: DueTimes;
  readonly shared: Shared;
}

/** Due times of one run: most schedules share theirs, and a calendar costs more than a statement. */
export class DueTimes {
  private readonly known = new Map<string, readonly Occurrence[]>();

  constructor(
    readonly now: number,
    private readonly looked: ReadonlyMap<Platform, number>,
  ) {}

  /** Why a post that was due at a time is served too late only now. */
  lateBecause(platform: Platform, at: number): LateBecause {
    const looked = this.looked.get(platform);
    if (looked === undefined) return 'not running';
    return at > looked ? 'clock jumped' : 'not served';
  }

  since({ time, days, zone }: Recurrence, after: number): readonly Occurrence[] {
    const key = `${time} ${days.join('')} ${zone} ${after}`;
    const due =
      this.known.get(key) ?? dueBetween({ time, days, zone }, after, this.now, MOST_MISSED);
    this.known.set(key, due);
    return due;
  }
}

/** What a workspace's due posts share; each is read at its first use. */
export class Shared {
  private shelf: Promise<DeckShelf> | null = null;
  private corrected: Promise<CorrectedQuestions> | null = null;
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly work: Work) {}

  decks(): Promise<DeckShelf> {
    this.shelf ??= workspaceDecks(this.work);
    return this.shelf;
  }

  questions(): Promise<CorrectedQuestions> {
    this.corrected ??= CorrectedQuestions.load(this.work);
    return this.corrected;
  }

  /** The same pool for schedules of the same decks in the same language. */
  async pool({ decks }: Pick<Schedule, 'decks'>, language: string): Promise<Pool> {
    const key = [language, ...decks.map(({ deck, weight }) => `${weight} ${deck}`)].join('\n');
    const pool = this.pools.get(key) ?? poolOf(await this.decks(), { decks }, language);
    this.pools.set(key, pool);
    return pool;
  }
}

/** How an occurrence of a due schedule is dealt with. */
export function slotOf(
  { now }: Pick<Work, 'now'>,
  { id }: Pick<Schedule, 'id'>,
  { slot, at }: Occurrence,
  how: Pick<ClaimedSlot, 'outcome' | 'why'>,
): ClaimedSlot {
  return { schedule: id, slot, dueAt: at, now, ...how };
}

/** Takes one occurrence; false if it was taken before. */
export async function claim(
  work: Work,
  schedule: Schedule,
  occurrence: Occurrence,
  how: Pick<ClaimedSlot, 'outcome' | 'why'>,
): Promise<boolean> {
  const taken = await work.tx.schedules.claimSlots(slotOf(work, schedule, occurrence, how));
  return taken.length > 0;
}
