import { expect } from 'vitest';
import type { World } from './world.ts';

/** Ends a world in which nothing may have gone wrong: its database is sound and no error was logged. */
export async function closeSound(world: World): Promise<void> {
  expect(await world.store.verify()).toEqual([]);
  expect(world.log.filter((line) => line.level === 'error')).toEqual([]);
  await world.close();
}
