import { groupBy } from '../../domain/group-by.ts';
import { messageOf } from '../../ports/errors.ts';
import type { Log } from '../../ports/system.ts';

/**
 * Serves each, and goes on after a failure: one that fails must not hold up the others.
 * @param failed what the log says of a failure
 * @returns how many did not fail
 */
export async function serveEach<T>(
  log: Log,
  failed: string,
  all: readonly T[],
  serve: (one: T) => Promise<void>,
): Promise<number> {
  let served = 0;
  for (const one of all) {
    try {
      await serve(one);
      served += 1;
    } catch (error) {
      log.error(failed, { error: messageOf(error) });
    }
  }
  return served;
}

interface Together {
  /** The most of one workspace at once: more make members wait, and fewer cost more commits. */
  readonly most: number;
  /** What the log says of one that fails. */
  readonly failed: string;
}

/**
 * Serves what belongs to many workspaces, that of one workspace together. What fails together is served one by one, since
 * one of it may be to blame.
 * @returns how many did not fail
 */
export async function serveTogether<T extends { readonly workspace: string }>(
  log: Log,
  { most, failed }: Together,
  all: readonly T[],
  serve: (some: readonly T[]) => Promise<void>,
): Promise<number> {
  const workspaces = [...groupBy(all, ({ workspace }) => workspace).values()];
  const served = await Promise.all(
    workspaces.map(async (ones) => {
      let count = 0;
      for (let start = 0; start < ones.length; start += most) {
        const some = ones.slice(start, start + most);
        try {
          await serve(some);
          count += some.length;
        } catch {
          count += await serveEach(log, failed, some, (one) => serve([one]));
        }
      }
      return count;
    }),
  );
  return served.reduce((sum, count) => sum + count, 0);
}
