import { BROKEN_ZIP } from './reasons.ts';
import { unzipSync } from 'fflate';
import { RefusedFile } from './refused-file.ts';

/** Unpacked, in all; a spreadsheet of 50,000 questions has a third of it. */
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_ENTRIES = 20_000;
/** DEFLATE packs at most 1,032 bytes into one: an archive that declares more is broken (RFC 1951). */
const MOST_PACKED = 1_032;

export interface ZipEntries {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of all that the archive holds. */
  readonly names: readonly string[];
}

/**
 * The wanted files of a ZIP archive, in memory: nothing is written, so no name leads anywhere. An entry never gives more
 * bytes than it declares, and what is declared is counted before anything is unpacked.
 * @throws RefusedFile where the archive is broken, names a place outside of itself, or would grow beyond 256 MiB
 */
export function zipEntries(bytes: Uint8Array, wanted: RegExp): ZipEntries {
  const names: string[] = [];
  let size = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        checkName(name, names.length);
        if (!wanted.test(name)) return false;
        size += originalSize;
        if (size > bytes.length * MOST_PACKED) throw new RefusedFile(BROKEN_ZIP);
        if (size > MOST_BYTES)
          throw new RefusedFile({
            en: 'would unpack to more than 256 MiB: export fewer questions at once',
            de: 'wäre entpackt größer als 256 MiB: weniger Fragen auf einmal exportieren',
          });
        return true;
      },
    });
    return { files: new Map(Object.entries(files)), names };
  } catch (error) {
    if (error instanceof RefusedFile) throw error;
    throw new RefusedFile(BROKEN_ZIP, { cause: error });
  }
}

function checkName(name: string, count: number): void {
  if (count > MOST_ENTRIES)
    throw new RefusedFile({
      en: `holds more than ${MOST_ENTRIES} files: export it without its media`,
      de: `enthält mehr als ${MOST_ENTRIES} Dateien: ohne Medien exportieren`,
    });
  if (!/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) return;
  // A name may hold line feeds and signs that move a terminal's cursor.
  const shown = name.slice(0, 60).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '·');
  throw new RefusedFile({
    en: `names a place outside of itself (${shown}): do not open it`,
    de: `nennt einen Ort außerhalb seiner selbst (${shown}): nicht öffnen`,
  });
}
