import { FileError } from '../../../ports/errors.ts';
import type { SentFile } from '../../../ports/bot.ts';
import { download } from '../../shared/download.ts';

/** Where Slack keeps files (file object, GovSlack). */
const FILE_ORIGINS = ['https://files.slack.com', 'https://files.slack-gov.com'];

/**
 * Reads a member's file with the bot's token (scope files:read). Rejects with FileError.
 * @param apiUrl another Web API root, whose origin is then trusted too; null for Slack's
 */
export async function readSentFile(
  token: string,
  { url, name }: SentFile,
  { most, apiUrl }: { readonly most: number; readonly apiUrl: string | null },
): Promise<Uint8Array> {
  const origins = apiUrl === null ? FILE_ORIGINS : [...FILE_ORIGINS, new URL(apiUrl).origin];
  const headers = { authorization: `Bearer ${token}` };
  const bytes = await download(url, { origins, most, headers });
  // A token that may not read files gets Slack's sign-in page with status 200.
  const isPage = /^\s*<!doctype html/i.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1'));
  if (isPage && !/\.html?$/i.test(name)) throw new FileError('refused');
  return bytes;
}
