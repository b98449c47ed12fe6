import { clipString } from '../../../fit/clip.ts';
import type { Clients } from './web-api.ts';

const UPLOAD_TIMEOUT_MS = 10_000;
/** The longest description of a picture (files.getUploadURLExternal, alt_txt). */
const LONGEST_ALT = 1000;

export interface Upload {
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For pictures; null for none. */
  readonly alt: string | null;
  /** The channel to share it with; null keeps it hidden until a message shows it. */
  readonly channel: string | null;
}

/**
 * Uploads a file (files.getUploadURLExternal and files.completeUploadExternal, scope files:write).
 * Rejects as the SDK does.
 * @returns Slack's id of the file; null if Slack did not accept the upload
 */
export async function upload(clients: Clients, file: Upload): Promise<string | null> {
  // The SDK's types call it alt_text; the documented name is alt_txt.
  const alt_txt = file.alt === null ? null : clipString(file.alt, LONGEST_ALT, (all) => all.length);
  const place = await clients.noRetry.files.getUploadURLExternal({
    filename: file.name,
    length: file.bytes.length,
    ...(alt_txt === null ? {} : { alt_txt }),
  });
  if (place.upload_url === undefined || place.file_id === undefined) return null;
  const sent = await fetch(place.upload_url, {
    method: 'POST',
    body: file.bytes,
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  if (!sent.ok) return null;
  const files: [{ id: string; title: string }] = [{ id: place.file_id, title: file.title }];
  await (file.channel === null
    ? clients.noRetry.files.completeUploadExternal({ files })
    : clients.noRetry.files.completeUploadExternal({ files, channel_id: file.channel }));
  return place.file_id;
}
