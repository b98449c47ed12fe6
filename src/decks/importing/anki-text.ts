import { readRows } from './csv.ts';
import { notCarried, type Item, type TextSource } from './imported.ts';
import { ankiTables, type AnkiNote } from './anki-notes.ts';

const SEPARATORS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
};

/** Anki's text export (docs.ankiweb.net, Text files): `#` lines about the file, then one note a row. */
export function* parseAnkiText({ text, columns }: TextSource): Iterable<Item> {
  const head = headOf(text);
  const separator = head.settings.get('separator') ?? 'tab';
  const sign = SEPARATORS[separator.toLowerCase()] ?? separator.slice(0, 1);
  const { rows, broken } = readRows(head.body, sign === '' ? '\t' : sign);
  for (const { line, message } of broken) yield notCarried(head.lines + line, message);
  const special = specialColumns(head.settings);
  const named = head.settings.get('columns')?.split(sign) ?? null;
  const notes = rows.map(({ line, cells }): AnkiNote => {
    const at = (what: string): string => cells[special.get(what) ?? -1] ?? '';
    return {
      line: head.lines + line,
      guid: at('guid'),
      tags: `${at('tags')} ${head.settings.get('tags') ?? ''}`.split(/\s+/),
      fields: cells.filter((_cell, place) => ![...special.values()].includes(place)),
      names: named?.filter((_name, place) => ![...special.values()].includes(place)) ?? null,
    };
  });
  const html = head.settings.get('html')?.trim().toLowerCase() !== 'false';
  yield* ankiTables(notes, html ? 'html' : 'plain', columns);
}

function headOf(text: string) {
  const settings = new Map<string, string>();
  let lines = 0;
  let place = 0;
  for (;;) {
    const found = /#([a-z ]{1,30}):([^\n]*)\n?/y;
    found.lastIndex = place;
    const line = found.exec(text);
    if (line === null) break;
    settings.set(line[1] ?? '', line[2] ?? '');
    lines += 1;
    place += line[0].length;
  }
  return { settings, lines, body: text.slice(place) };
}

/** Columns that are about a note and no field of it, from 0. */
function specialColumns(settings: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  return new Map(
    ['guid', 'notetype', 'deck', 'tags'].flatMap((what) => {
      const place = Number(settings.get(`${what} column`) ?? 'none');
      return Number.isInteger(place) && place > 0 ? [[what, place - 1] as const] : [];
    }),
  );
}
