import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';
import { Decompress } from 'fzstd';
import { z } from 'zod';
import { ankiTables, type AnkiNote } from './anki-notes.ts';
import type { Item } from './imported.ts';
import { parseJson } from './json-elements.ts';
import { RefusedFile } from './refused-file.ts';
import { zipEntries } from './zip-entries.ts';

const require = createRequire(import.meta.url);
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Anki's packages (.apkg, .colpkg): a ZIP with an SQLite database of notes, compressed with Zstandard since Anki 2.1.50.
 * @throws RefusedFile where it holds no readable collection
 */
export function* parseAnkiPackage(
  bytes: Uint8Array,
  columns: ReadonlyMap<string, string>,
): Iterable<Item> {
  const { files, names } = zipEntries(bytes, /^collection\.anki2(?:1b?)?$/);
  const media = names.filter((name) => /^\d+$/.test(name)).length;
  if (media > 0)
    yield {
      kind: 'note',
      message: {
        en: `${media} file${media === 1 ? '' : 's'} of media left out`,
        de: `${media} ${media === 1 ? 'Mediendatei' : 'Mediendateien'} weggelassen`,
      },
    };
  const packed = files.get('collection.anki21b');
  const collection =
    packed === undefined
      ? (files.get('collection.anki21') ?? files.get('collection.anki2'))
      : unpack(packed);
  if (collection === undefined)
    throw new RefusedFile({
      en: 'holds no collection of Anki: export it again',
      de: 'enthält keine Anki-Sammlung: bitte neu exportieren',
    });
  yield* ankiTables(notesOf(collection), 'html', columns);
}

/** Zstandard, piece by piece, so that a small file cannot become a huge one. */
function unpack(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress((piece) => {
    size += piece.length;
    if (size > MOST_BYTES)
      throw new RefusedFile({
        en: 'would unpack to more than 256 MiB: export fewer notes at once',
        de: 'wäre entpackt größer als 256 MiB: weniger Notizen auf einmal exportieren',
      });
    pieces.push(piece);
  });
  try {
    for (let place = 0; place < packed.length; place += 65_536)
      stream.push(packed.subarray(place, place + 65_536), place + 65_536 >= packed.length);
  } catch (error) {
    if (error instanceof RefusedFile) throw error;
    throw new RefusedFile(
      {
        en: 'holds a broken collection: export it again',
        de: 'enthält eine beschädigte Sammlung: bitte neu exportieren',
      },
      { cause: error },
    );
  }
  return Buffer.concat(pieces);
}

const noteRow = z.object({
  guid: z.string(),
  mid: z.union([z.number(), z.bigint()]),
  flds: z.string(),
  tags: z.string(),
});
const fieldRow = z.object({ ntid: z.union([z.number(), z.bigint()]), name: z.string() });
const models = z.record(
  z.string(),
  z.object({ flds: z.array(z.object({ name: z.string(), ord: z.number() })) }),
);

function notesOf(collection: Uint8Array): readonly AnkiNote[] {
  const database = open(collection);
  try {
    const fields = fieldNames(database);
    const rows: readonly unknown[] = database
      .prepare('select guid, mid, flds, tags from notes order by id')
      .all();
    return rows.flatMap((row, place): readonly AnkiNote[] => {
      const note = noteRow.safeParse(row).data;
      if (note === undefined) return [];
      return [
        {
          line: place + 1,
          guid: note.guid,
          tags: note.tags.split(' '),
          fields: note.flds.split('\u001F').map((field) => field.normalize('NFC')),
          names: fields.get(String(note.mid)) ?? null,
        },
      ];
    });
  } catch (error) {
    throw new RefusedFile(
      {
        en: 'holds a collection that cannot be read: export it again',
        de: 'enthält eine unlesbare Sammlung: bitte neu exportieren',
      },
      {
        cause: error,
      },
    );
  } finally {
    database.close();
  }
}

/** better-sqlite3 knows no collation `unicase`, which Anki's new tables use: another of as many letters stands in. */
function open(collection: Uint8Array): BetterSqlite.Database {
  const bytes = Buffer.from(collection);
  for (
    let place = bytes.indexOf('unicase');
    place !== -1;
    place = bytes.indexOf('unicase', place + 7)
  )
    bytes.write('nocase ', place, 'latin1');
  try {
    return new (driver())(bytes, { readonly: true });
  } catch (error) {
    throw new RefusedFile(
      {
        en: 'holds a broken collection: export it again',
        de: 'enthält eine beschädigte Sammlung: bitte neu exportieren',
      },
      { cause: error },
    );
  }
}

/** As the store takes its driver: 13 from Node 22 on, 12 before (docs/decisions/0008). */
function driver(): typeof BetterSqlite {
  if (Number(process.versions.node.split('.')[0]) < 22) return require('better-sqlite3');
  try {
    return require('better-sqlite3-13');
  } catch {
    return require('better-sqlite3');
  }
}

/** Note type → names of its fields, from the table of new collections or the JSON of old ones. */
function fieldNames(database: BetterSqlite.Database): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const tables: readonly unknown[] = database
    .prepare("select name from sqlite_master where type = 'table' and name = 'fields'")
    .all();
  if (tables.length > 0) {
    const rows: readonly unknown[] = database
      .prepare('select ntid, name from fields order by ntid, ord')
      .all();
    for (const row of rows) {
      const field = fieldRow.safeParse(row).data;
      if (field === undefined) continue;
      const id = String(field.ntid);
      names.set(id, [...(names.get(id) ?? []), field.name]);
    }
    if (names.size > 0) return names;
  }
  const row: unknown = database.prepare('select models from col').get();
  const json = z.object({ models: z.string() }).safeParse(row).data?.models ?? '';
  for (const [id, model] of Object.entries(models.safeParse(parseJson(json)).data ?? {}))
    names.set(
      id,
      model.flds.toSorted((a, b) => a.ord - b.ord).map((field) => field.name),
    );
  return names;
}
