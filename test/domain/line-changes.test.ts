import { describe, expect, it } from 'vitest';
import { lineChanges, type ChangedLine } from '../../src/domain/line-changes.ts';
import fc from '../properties.ts';

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function written(passages: readonly (readonly ChangedLine[])[] | null): readonly string[] | null {
  const sign = ({ before, after }: ChangedLine): string =>
    before === null ? '+' : after === null ? '-' : ' ';
  return passages?.map((lines) => lines.map((line) => sign(line) + line.text).join('|')) ?? null;
}

describe('what changed between two texts', () => {
  it('is told line by line, with three lines around it', () => {
    const before = text('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
    const after = text('a', 'b', 'c', 'd', 'E', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm');
    expect(written(lineChanges(before, after))).toEqual([' b| c| d|-e|+E| f| g| h', ' j| k| l|+m']);
  });

  it('is one passage where two changes are near each other', () => {
    const before = text('a', 'b', 'c', 'd', 'e', 'f');
    const after = text('b', 'c', 'd', 'e', 'F');
    expect(written(lineChanges(before, after))).toEqual(['-a| b| c| d| e|-f|+F']);
  });

  it('is nothing where both are the same, and all of a text where the other one is empty', () => {
    expect(lineChanges(text('a'), text('a'))).toEqual([]);
    expect(written(lineChanges('', text('a', 'b')))).toEqual(['+a|+b']);
    expect(written(lineChanges(text('a', 'b'), ''))).toEqual(['-a|-b']);
  });

  it('is not told line by line where nearly all of a long text changed', () => {
    const long = (mark: string) => text(...Array.from({ length: 700 }, (_, at) => `${mark}${at}`));
    expect(lineChanges(long('a'), long('b'))).toBeNull();
    expect(lineChanges(text('first') + long('a'), long('a') + text('last'))).toHaveLength(2);
  });

  it('makes the one text of the other, whatever they are', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const changes = (lineChanges(text(...a), text(...b)) ?? []).flat();
        const made: string[] = [...a];
        const gone = changes.filter(({ after }) => after === null);
        for (const { before, text: said } of gone.toReversed())
          expect(made.splice((before ?? 0) - 1, 1)).toEqual([said]);
        for (const { before, after, text: said } of changes)
          if (before === null) made.splice((after ?? 0) - 1, 0, said);
        expect(made).toEqual(b);
        for (const { before, after, text: said } of changes) {
          if (before !== null) expect(a[before - 1]).toBe(said);
          if (after !== null) expect(b[after - 1]).toBe(said);
        }
      }),
    );
  });
});
