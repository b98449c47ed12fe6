import { isMap, type YAMLMap } from 'yaml';
import type { CheckedDeck, DeckMark, WrittenDeck } from '../../ports/deck-workshop.ts';
import { lintRead } from '../linting/lint.ts';
import type { LintContext } from '../linting/rules/rule.ts';
import { parseYaml, type YamlParser } from '../reading/parse-yaml.ts';
import { readDeck } from '../reading/read.ts';
import { deckIn, questionsOf, type DeckDocument } from './deck-document.ts';
import { questionsIn, settingsIn } from './read-fields.ts';

/**
 * Reads and lints the YAML of a deck that its author may still be writing.
 * @param parse one that remembers the last text is faster
 */
export function checkDeck(
  source: string,
  context: LintContext,
  parse: YamlParser = parseYaml,
): CheckedDeck {
  const read = readDeck(source, 'deck', parse);
  const opened = read.yaml === null ? null : deckIn(read.yaml.document, read.yaml.text);
  const starts = opened === null ? [] : startsOf(opened);
  const marks = lintRead(read, 'deck', context).map(
    ({ line, column, rule, level, message, fix }): DeckMark => ({
      line,
      column,
      rule,
      level,
      message,
      fix,
      question: questionAt(starts, line),
    }),
  );
  return { deck: read.deck, marks, written: opened === null ? null : writtenIn(opened, starts) };
}

/** The first line of each question. */
function startsOf({ deck, source }: DeckDocument): readonly number[] {
  const starts: number[] = [];
  let line = 1;
  let from = 0;
  for (const { range } of questionNodes(deck)) {
    const offset = range?.[0] ?? from;
    line += source.slice(from, offset).split('\n').length - 1;
    from = offset;
    starts.push(line);
  }
  return starts;
}

function questionAt(starts: readonly number[], line: number): number | null {
  const place = starts.findLastIndex((start) => start <= line);
  return place < 0 ? null : place;
}

function questionNodes(deck: YAMLMap): readonly YAMLMap[] {
  return (questionsOf(deck)?.items ?? []).filter((item) => isMap(item));
}

function writtenIn(
  { document, deck, source }: DeckDocument,
  starts: readonly number[],
): WrittenDeck {
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const sources = questionNodes(deck).map(({ range }) =>
    range === undefined || range === null ? '' : dedented(source, range[0], range[2]),
  );
  const questions = questionsIn(value).map((fields, at) => ({
    fields,
    source: sources[at] ?? '',
    line: starts[at] ?? 1,
  }));
  return { settings: settingsIn(value), questions };
}

/** Lines of a nested map as they would stand alone: without the indentation of its first key. */
function dedented(source: string, from: number, to: number): string {
  const column = from - (source.lastIndexOf('\n', from - 1) + 1);
  const [first = '', ...rest] = source.slice(from, to).trimEnd().split('\n');
  const indentation = new RegExp(`^ {1,${Math.max(1, column)}}`);
  return `${[first, ...rest.map((line) => line.replace(indentation, ''))].join('\n')}\n`;
}
