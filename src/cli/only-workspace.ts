import { StartError } from '../ports/errors.ts';
import type { Store } from '../ports/store.ts';

export const PLATFORMS = ['slack', 'discord', 'web'] as const;

/** The database's workspace. @throws StartError if there is none, or if there are several to choose from */
export async function onlyWorkspace(store: Store): Promise<string> {
  const all = await store.workspaces.present(PLATFORMS);
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  const names = all.length === 0 ? 'none yet' : all.join(', ');
  throw new StartError(`say which workspace with --workspace: ${names}`);
}
