import { groupBy } from '../../domain/group-by.ts';
import { messageOf, StoreError } from '../../ports/errors.ts';
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
  /** What the log says of what fails. */
  readonly failed: string;
}

/**
 * Serves what belongs to many workspaces, that of one workspace together. What fails together is served one by one, since
 * one of it may be to blame; not if the database takes nothing at the moment.
 * @returns how many did not fail
 */
export async function serveTogether<T extends { readonly workspace: string }>(
  log: Log,
  { most, failed }: Together,
  all: readonly T[],
  serve: (workspace: string, some: readonly T[]) => Promise<void>,
): Promise<number> {
  const attempt = async (workspace: string, some: readonly T[]): Promise<number> => {
    try {
      await serve(workspace, some);
      return some.length;
    } catch (error) {
      const takesNothing = error instanceof StoreError && error.kind !== 'broken';
      if (some.length > 1 && !takesNothing)
        return addedUp(some, (one) => attempt(workspace, [one]));
      log.error(failed, { error: messageOf(error) });
      return 0;
    }
  };
  const workspaces = [...groupBy(all, ({ workspace }) => workspace)];
  const served = await Promise.all(
    workspaces.map(([workspace, ones]) =>
      addedUp(piecesOf(ones, most), (some) => attempt(workspace, some)),
    ),
  );
  return served.reduce((sum, count) => sum + count, 0);
}

function* piecesOf<T>(all: readonly T[], most: number): Iterable<readonly T[]> {
  for (let start = 0; start < all.length; start += most) yield all.slice(start, start + most);
}

/** Counts one after another. */
async function addedUp<T>(all: Iterable<T>, count: (one: T) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const one of all) sum += await count(one);
  return sum;
}
