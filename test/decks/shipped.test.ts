import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { deckFiles } from '../../src/decks/linting/lint-paths.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { deckSchema } from '../../src/decks/reading/schema.ts';

const FILES = await deckFiles('decks');

describe.each(FILES)('%s', (file) => {
  const source = readFileSync(file, 'utf8');
  const { deck } = readDeck(source, file);
  const questions = deck?.questions ?? [];
  const claims = readFileSync(`docs/decks/${deck?.id ?? ''}.md`, 'utf8');

  it('means the same to an editor, which reads bare words such as null as values', () => {
    expect(deckSchema.safeParse(parse(source)).error?.issues).toBeUndefined();
  });

  it('has its claims listed, for each question and for none that is gone', () => {
    const listed = new Set([...claims.matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id));
    expect(listed).toEqual(new Set(questions.map(({ id }) => id)));
  });

  it('rests each question on a source that stands among its claims too', () => {
    const baseless = questions.filter(
      ({ sources }) => !sources.some(({ url }) => claims.includes(url)),
    );
    expect(baseless.map(({ id }) => id)).toEqual([]);
  });
});
