import { createHash } from 'node:crypto';

/** The unreadable mark of a forgotten member in an open round that they have answered. Closing the round deletes it. */
export function answeredMark(workspace: string, round: string, member: string): string {
  return createHash('sha256').update(`${workspace}\n${round}\n${member}`).digest('base64url');
}
