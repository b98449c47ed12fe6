import { createHash } from 'node:crypto';

/** What stays of a forgotten member in an open round that they have answered, until it closes: nobody can read it. */
export function answeredMark(workspace: string, round: string, member: string): string {
  return createHash('sha256').update(`${workspace}\n${round}\n${member}`).digest('base64url');
}
