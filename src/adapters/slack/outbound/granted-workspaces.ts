import type { Clients } from './web-api.ts';

/** Pages of auth.teams.list; an organization has no more workspaces. */
const MAX_PAGES = 100;

/** Names of the workspaces that an organization's token may act in, by id. Rejects as the SDK does. */
export async function grantedWorkspaces({
  withRetries,
}: Clients): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  let cursor: string | undefined = '';
  for (let page = 0; page < MAX_PAGES && cursor !== undefined; page += 1) {
    const asked = { limit: 100, ...(cursor === '' ? {} : { cursor }) };
    const answer = await withRetries.auth.teams.list(asked);
    for (const { id, name } of answer.teams ?? [])
      if (id !== undefined) names.set(`slack:${id}`, name ?? id);
    const next: string | undefined = answer.response_metadata?.next_cursor;
    cursor = next === '' ? undefined : next;
  }
  return names;
}
