import { hash } from 'node:crypto';

/** The unreadable mark of a forgotten member in an open round that they have answered. Closing the round deletes it. */
export function answeredMark(workspace: string, round: string, member: string): string {
  return hash('sha256', `${workspace}\n${round}\n${member}`, 'base64url');
}
