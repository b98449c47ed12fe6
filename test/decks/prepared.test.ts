import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedDeck, preparedName } from '../../src/decks/reading/prepared.ts';
import { readDeck } from '../../src/decks/reading/read.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-prepared-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const prepared = (source: Uint8Array) => preparedDeck(source, pathToFileURL(`${folder}/`));

it.each(readdirSync('decks').filter((name) => name.endsWith('.yaml')))(
  '%s, prepared by the build, is the deck that a start reads',
  async (file) => {
    const source = readFileSync(path.join('decks', file));
    const { deck } = readDeck(source, file);
    expect(deck).not.toBeNull();
    writeFileSync(path.join(folder, preparedName(source)), JSON.stringify(deck));
    expect(await prepared(source)).toStrictEqual(deck);
    const edited = Buffer.concat([source, Buffer.from('\n')]);
    expect(await prepared(edited)).toBeNull();
  },
);

it('a prepared file that is damaged is not used', async () => {
  const source = Buffer.from('deck: torn');
  writeFileSync(path.join(folder, preparedName(source)), '{"id":');
  expect(await prepared(source)).toBeNull();
});
