import type { SentFile } from '../../../ports/bot.ts';
import { download } from '../../shared/download.ts';

/** Where Discord keeps attachments (reference, signed attachment CDN URLs). */
const FILE_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];

/**
 * Reads a member's attachment, whose address is signed. Rejects with FileError.
 * @param apiUrl another REST root, whose origin is then trusted too; null for Discord's
 */
export function readSentFile(
  { url }: SentFile,
  { most, apiUrl }: { readonly most: number; readonly apiUrl: string | null },
): Promise<Uint8Array> {
  const origins = apiUrl === null ? FILE_ORIGINS : [...FILE_ORIGINS, new URL(apiUrl).origin];
  return download(url, { origins, most, headers: {} });
}
