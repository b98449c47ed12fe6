import { FileError } from '../../ports/errors.ts';

/** For a file of 8 MB over a slow line. */
const TIMEOUT_MS = 30_000;

export interface DownloadFrom {
  /** The platform's own: no other address is opened, and none is told our token. */
  readonly origins: readonly string[];
  /** The most bytes that are read. */
  readonly most: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads a file from a platform's own host. Its size counts before the first byte, as the host states it, and while it is
 * read. Redirects are not followed: a platform sends those who may not read a file to its sign-in page.
 * Rejects with FileError.
 */
export async function download(url: string, from: DownloadFrom): Promise<Uint8Array> {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !from.origins.includes(address.origin) || address.username !== '')
    throw new FileError('foreign');
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const { headers } = from;
    const response = await fetch(address, { headers, signal, redirect: 'manual' });
    if (!response.ok) throw new FileError(failureOf(response.status));
    if (Number(response.headers.get('content-length') ?? 0) > from.most)
      throw new FileError('too-large');
    return await bytesOf(response, from.most);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError('unanswered', { cause: error });
  } finally {
    // What was not read is not sent any further.
    ending.abort();
  }
}

function failureOf(status: number): FileError['failure'] {
  if (status === 404 || status === 410) return 'gone';
  return status >= 500 || status === 429 ? 'unanswered' : 'refused';
}

async function bytesOf({ body }: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > most) throw new FileError('too-large');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
