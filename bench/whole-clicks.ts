/** Whole clicks of several processes in paired rounds of one run. */

const AT_ONCE = 50;
const CLICKS = 3_000;
const LONE_CLICKS = 400;

/** One click: from its first byte on the wire to the platform's side of what comes back. */
export interface Click {
  /** Null where the platform has no acknowledgement of its own. */
  readonly acknowledgedMs: number | null;
  readonly repliedMs: number;
}

/** Clicks of members that have not clicked before, `atOnce` without a reply at any time. */
export type Clicking = (count: number, atOnce: number) => Promise<readonly Click[]>;

export interface Figures {
  readonly perSecond: number;
  readonly replyP99Ms: number;
  readonly acknowledgeP99Ms: number;
  readonly loneReplyMs: number;
  readonly loneReplyP99Ms: number;
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
const round = (value: number): number => Math.round(value * 100) / 100;

async function roundOf(click: Clicking): Promise<Figures> {
  const started = performance.now();
  const all = await click(CLICKS, AT_ONCE);
  const seconds = (performance.now() - started) / 1_000;
  const lone = (await click(LONE_CLICKS, 1)).map((one) => one.repliedMs);
  return {
    perSecond: all.length / seconds,
    replyP99Ms: at(
      all.map((one) => one.repliedMs),
      0.99,
    ),
    acknowledgeP99Ms: at(
      all.flatMap((one) => one.acknowledgedMs ?? []),
      0.99,
    ),
    loneReplyMs: at(lone, 0.5),
    loneReplyP99Ms: at(lone, 0.99),
  };
}

/**
 * Prints a line for each process.
 * @returns the medians of the rounds, by name
 */
export async function compareClicks(
  rounds: number,
  processes: ReadonlyMap<string, Clicking>,
): Promise<ReadonlyMap<string, Figures>> {
  const results = new Map<string, Figures[]>([...processes.keys()].map((name) => [name, []]));
  // The first round warms up.
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const [name, click] of processes) {
      const figures = await roundOf(click);
      if (turn > 0) results.get(name)?.push(figures);
    }
  }
  const medians = new Map<string, Figures>();
  for (const [name, all] of results) {
    const median = (what: keyof Figures): number =>
      at(
        all.map((one) => one[what]),
        0.5,
      );
    const figures = {
      perSecond: median('perSecond'),
      replyP99Ms: median('replyP99Ms'),
      acknowledgeP99Ms: median('acknowledgeP99Ms'),
      loneReplyMs: median('loneReplyMs'),
      loneReplyP99Ms: median('loneReplyP99Ms'),
    };
    medians.set(name, figures);
    const acknowledged =
      figures.acknowledgeP99Ms === 0
        ? ''
        : `acknowledgement p99 ${round(figures.acknowledgeP99Ms)} ms, `;
    process.stdout.write(
      `${name.padEnd(9)} ${Math.round(figures.perSecond)} whole clicks/s, reply p99 ${round(figures.replyP99Ms)} ms, ${acknowledged}a lone reply ${round(figures.loneReplyMs)} ms, p99 ${round(figures.loneReplyP99Ms)} ms\n`,
    );
  }
  return medians;
}

/** A figure of one process as a share of another's. */
export function shareOf(
  medians: ReadonlyMap<string, Figures>,
  what: keyof Figures,
  [name, other]: readonly [string, string],
): number {
  return round((medians.get(name)?.[what] ?? 0) / (medians.get(other)?.[what] ?? 1));
}
