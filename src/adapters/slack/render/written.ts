import { writeList } from '../../shared/written-list.ts';
import type { PrivateMessage } from './index.ts';

/** How a response_url shows a message: as a new private one, or in place of the pressed one. */
export type Shown =
  | { readonly replace_original: true }
  | {
      readonly response_type: 'ephemeral';
      readonly replace_original: false;
      readonly thread_ts?: string;
    };

/** A private message for a response_url, as JSON in UTF-8. */
export function writeResponse(how: Shown, { blocks, ...message }: PrivateMessage): Uint8Array {
  const rest = JSON.stringify(message).slice(1);
  return writeList(`${JSON.stringify(how).slice(0, -1)},"blocks":[`, blocks, `],${rest}`);
}
