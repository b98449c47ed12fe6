import type { Platform } from './identity.ts';

/** All workspaces of these platforms. */
export interface WorkspaceDirectory {
  /** Ids of the workspaces that the bot is in. */
  present(platforms: readonly Platform[]): Promise<readonly string[]>;
  /** Ids of the workspaces that removed the bot before that time. */
  goneBefore(at: number, platforms: readonly Platform[]): Promise<readonly string[]>;
  /** Deletes all rows of a workspace that removed the bot before that time; false if it is back or was deleted. */
  purge(workspace: string, goneBefore: number): Promise<boolean>;
}
