/** More windows than anybody looks at. */
const MOST_OF_A_MEMBER = 8;
const MOST_IN_ALL = 500;

/** The place of one open event stream among all of them. */
export interface StreamSlot {
  /** True when a newer stream needed the place, or its window is gone. */
  readonly ended: boolean;
  /** Resolves when it has ended. */
  readonly end: Promise<void>;
  release(): void;
}

/** Limits how many event streams are open, of one member and in all: the oldest one gives way. */
export interface StreamSlots {
  take(member: string): StreamSlot;
  /** How many are taken. */
  readonly size: number;
}

export function openStreamSlots(): StreamSlots {
  /** In the order in which they were opened. */
  const open = new Set<{ readonly member: string; readonly release: () => void }>();
  return {
    get size() {
      return open.size;
    },
    take(member) {
      const own = [...open].filter((slot) => slot.member === member);
      if (own.length >= MOST_OF_A_MEMBER) own[0]?.release();
      if (open.size >= MOST_IN_ALL) [...open][0]?.release();
      let ended = false;
      let resolve = (): void => {};
      const end = new Promise<void>((done) => (resolve = done));
      const slot = {
        member,
        end,
        get ended() {
          return ended;
        },
        release() {
          ended = true;
          open.delete(slot);
          resolve();
        },
      };
      open.add(slot);
      return slot;
    },
  };
}
