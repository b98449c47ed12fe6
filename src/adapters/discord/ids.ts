export function workspaceOf(guild: string): string {
  return `discord:${guild}`;
}

/** The server's id of a workspace of this platform. */
export function guildIn(workspace: string): string {
  return workspace.slice('discord:'.length);
}
