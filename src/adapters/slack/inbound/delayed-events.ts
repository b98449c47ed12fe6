import type { Clock, Log } from '../../../ports/system.ts';
import type { WorkspaceEvent } from '../../../ports/bot.ts';
import { toPostError } from '../outbound/errors.ts';
import { mayPost } from '../outbound/posts.ts';
import type { Workspace } from '../outbound/workspace.ts';

/** Older events may be overtaken. Slack's own repeats come after one and five minutes (Events API, retries). */
const BELIEVED_MS = 60_000;

/**
 * Whether an event still holds. Slack may deliver an event hours after it happened, when the app has long been
 * installed again, so an old one that takes something away is checked with Slack first. Never rejects: what cannot be
 * checked is not believed, since posting shows the truth sooner or later.
 */
export async function stillHolds(
  { event, at }: { readonly event: WorkspaceEvent; readonly at: number | null },
  workspaceOf: (id: string) => Workspace | null,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<boolean> {
  if (at === null || clock.now() - at < BELIEVED_MS) return true;
  const id = 'place' in event ? event.place.workspace : event.workspace;
  const workspace = workspaceOf(id);
  if (workspace === null) return true;
  try {
    if (await isTrueNow(event, workspace)) return true;
  } catch (error) {
    log.warn('a delayed event could not be checked', { code: toPostError(error).code });
  }
  const seconds = Math.round((clock.now() - at) / 1000);
  log.warn('a delayed event from Slack no longer holds', { event: event.kind, seconds });
  return false;
}

async function isTrueNow(event: WorkspaceEvent, workspace: Workspace): Promise<boolean> {
  switch (event.kind) {
    case 'workspace-gone':
      return isRevoked(workspace);
    case 'channel-gone':
      return (await mayPost(workspace, event.place)) !== null;
    case 'member-left':
      return (await workspace.members.lookUp(event.member)).left;
    case 'workspace-here':
    case 'channel-here':
    case 'member-named':
      return true;
    default:
      return event satisfies never;
  }
}

/** Whether Slack no longer takes our token. */
async function isRevoked({ clients }: Workspace): Promise<boolean> {
  try {
    await clients.withRetries.auth.test();
    return false;
  } catch (error) {
    const failed = toPostError(error);
    if (failed.gone) return true;
    throw failed;
  }
}
