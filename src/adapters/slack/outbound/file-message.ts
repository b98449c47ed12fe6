import { z } from 'zod';
import type { Log } from '../../../ports/system.ts';
import { toPostError } from './errors.ts';
import { upload } from './uploads.ts';
import type { Workspace } from './workspace.ts';
import type { TextFile } from '../../../domain/reply.ts';

const opened = z.object({ channel: z.object({ id: z.string() }) });

/**
 * Sends a file to one member as a direct message: an ephemeral message cannot hold one (chat.postEphemeral). Needs the
 * scopes im:write and files:write. Never rejects.
 * @returns whether it arrived
 */
export async function sendFile(
  { clients }: Workspace,
  to: { readonly member: string; readonly file: TextFile },
  log: Log,
): Promise<boolean> {
  const { member, file } = to;
  try {
    const answer = await clients.noRetry.conversations.open({ users: member });
    const channel = opened.parse(answer).channel.id;
    const bytes = new Uint8Array(Buffer.from(file.text));
    const shared = { name: file.name, title: file.name, bytes, alt: null, channel };
    return (await upload(clients, shared)) !== null;
  } catch (error) {
    log.warn('a file could not be sent', { code: toPostError(error).code });
    return false;
  }
}
