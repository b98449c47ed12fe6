import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseAnkiPackage } from '../../../src/decks/importing/anki-package.ts';
import { parseSpreadsheet } from '../../../src/decks/importing/kahoot-xlsx.ts';
import { Database } from '../../../src/store/sqlite/driver.ts';
import { carried } from './carry.ts';

const FIELDS = [
  'Question',
  'Title',
  'QType (0=kprim,1=mc,2=sc)',
  'Q_1',
  'Q_2',
  'Answers',
  'Extra 1',
];
const NOTE = ['What is <b>it</b>?', '', '2', 'this', 'that', '0 1', 'because'].join('\u001F');
const CARD = ['Front', 'Back'].join('\u001F');

/** A collection as Anki wrote it until 2.1.50, or as it does since. */
function collection(kind: 'old' | 'new'): Uint8Array {
  const database = new Database(':memory:');
  database.exec(
    'create table notes (id integer primary key, guid text, mid integer, flds text, tags text)',
  );
  const add = database.prepare('insert into notes (guid, mid, flds, tags) values (?, ?, ?, ?)');
  add.run('g1', 1, NOTE, ' maths ');
  add.run('g2', 2, CARD, '');
  if (kind === 'old') {
    database.exec('create table col (models text)');
    const flds = (names: readonly string[]) => names.map((name, ord) => ({ name, ord }));
    const models = { 1: { flds: flds(FIELDS) }, 2: { flds: flds(['Front', 'Back']) } };
    database.prepare('insert into col values (?)').run(JSON.stringify(models));
  } else {
    database.exec('create table fields (ntid integer, ord integer, name text)');
    const field = database.prepare('insert into fields values (?, ?, ?)');
    for (const [ord, name] of FIELDS.entries()) field.run(1, ord, name);
    field.run(2, 0, 'Front');
  }
  const bytes = database.serialize();
  database.close();
  return bytes;
}

/** Stored bytes as a frame of Zstandard (RFC 8878): raw blocks, which need no compressor. */
function zstd(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50)];
  for (let place = 0; place < bytes.length; place += 100_000) {
    const piece = bytes.subarray(place, place + 100_000);
    const last = place + 100_000 >= bytes.length ? 1 : 0;
    const head = (piece.length << 3) | last;
    pieces.push(Uint8Array.of(head & 255, (head >> 8) & 255, (head >> 16) & 255), piece);
  }
  return Buffer.concat(pieces);
}

describe("Anki's packages", () => {
  const wanted = {
    questions: [
      {
        name: 'g1',
        ask: 'What is **it**?',
        options: ['this', '+that'],
        explain: 'because',
        tags: ['maths'],
      },
    ],
    not: ['2: a card with two sides has no wrong options'],
    notes: ['1 file of media left out'],
  };

  it('of old versions', () => {
    const bytes = zipSync({
      'collection.anki2': collection('old'),
      '0': strToU8('x'),
      media: strToU8('{}'),
    });
    expect(carried(parseAnkiPackage(bytes, new Map()))).toMatchObject(wanted);
  });

  it('of new versions, where the old file only says that one is needed', () => {
    const bytes = zipSync({
      'collection.anki2': strToU8('please update'),
      'collection.anki21b': zstd(collection('new')),
      '0': strToU8('x'),
    });
    expect(carried(parseAnkiPackage(bytes, new Map()))).toMatchObject(wanted);
  });

  it.each([
    [
      'is no database',
      { 'collection.anki2': strToU8('nothing') },
      /^holds a (?:broken collection|collection that cannot be read)/,
    ],
    ['is no Zstandard', { 'collection.anki21b': strToU8('nothing') }, /^holds a broken collection/],
    ['is missing', { other: strToU8('x') }, /^holds no collection of Anki/],
    [
      'names a place outside',
      { '../collection.anki2': strToU8('x') },
      /^names a place outside of itself/,
    ],
    [
      'names such a place in several lines',
      { '../a\nb\u001B[2Jc': strToU8('x') },
      /^names a place outside of itself \(\.\.\/a·b·\[2Jc\): do not open it$/,
    ],
  ])('whose collection %s are refused in one line', (_name, files, message) => {
    expect(() => carried(parseAnkiPackage(zipSync(files), new Map()))).toThrow(message);
  });
});

describe('archives', () => {
  it('that would become too large are refused before they are unpacked', () => {
    const bytes = zipSync(
      { 'xl/worksheets/sheet1.xml': new Uint8Array(300 * 1024 * 1024) },
      { level: 9 },
    );
    expect(bytes.length).toBeLessThan(1024 * 1024);
    expect(() => carried(parseSpreadsheet(bytes, new Map()))).toThrow(
      /^would unpack to more than 256 MiB/,
    );
  });

  it('that lie about their size give no more than they declare', () => {
    const bytes = zipSync(
      { 'xl/worksheets/sheet1.xml': new Uint8Array(1024 * 1024) },
      { level: 9 },
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    // The central directory declares 16 bytes.
    for (let place = 0; place < bytes.length - 4; place += 1)
      if (view.getUint32(place, true) === 0x02014b50) view.setUint32(place + 24, 16, true);
    expect(() => carried(parseSpreadsheet(bytes, new Map()))).not.toThrow(RangeError);
  });

  it('that are broken are refused in one line', () => {
    expect(() => carried(parseSpreadsheet(strToU8('PK\u0003\u0004 nothing'), new Map()))).toThrow(
      /^is a broken ZIP archive: export it again$/,
    );
  });
});
