import fc from '../../../properties.ts';
import { expect, test } from 'vitest';
import { commandJson } from '../../../../src/adapters/discord/setup/command-json.ts';
import { COMMANDS } from '../../../../src/app/bot/commands.ts';
import { lawfulCommands, subcommandsOf } from '../standin/lawful-commands.ts';
import type { LawfulCommand } from '../standin/lawful-commands.ts';
import type { ArgumentShape, CommandShape } from '../../../../src/domain/command-shape.ts';

function registered(commands: readonly CommandShape[]): LawfulCommand {
  const read = lawfulCommands([commandJson(commands)]);
  if ('reasons' in read) throw new Error(read.reasons.join('\n'));
  const [quiz] = read.ok;
  if (quiz === undefined) throw new Error('nothing is registered');
  return quiz;
}

test('the real table is lawful, and every command of it can be run', () => {
  const quiz = registered(COMMANDS);
  expect([...subcommandsOf(quiz).keys()].sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  // In servers only, so that nobody is offered what would get a mere sentence.
  expect(quiz).toMatchObject({ name: 'quiz', contexts: [0], integration_types: [0] });
});

test('every argument keeps its name, its range, its choices and whether it completes', () => {
  const known = subcommandsOf(registered(COMMANDS));
  for (const command of COMMANDS) {
    const leaves = known.get(command.name)?.options ?? [];
    expect(leaves.map(({ name }) => name).sort()).toEqual(
      command.arguments.map(({ name }) => name).sort(),
    );
    for (const { name, type, required } of command.arguments) {
      const leaf = leaves.find((one) => one.name === name);
      expect(leaf?.required ?? false).toBe(required);
      if (type.kind === 'integer')
        expect(leaf).toMatchObject({ type: 4, min_value: type.min, max_value: type.max });
      if (type.kind === 'choice')
        expect(leaf).toMatchObject({ choices: type.of.map((value) => ({ name: value, value })) });
      if (type.kind === 'zone') expect(leaf).toMatchObject({ autocomplete: true });
      if (type.kind === 'member') expect(leaf).toMatchObject({ type: 6 });
      if (type.kind === 'word')
        expect(leaf !== undefined && 'autocomplete' in leaf).toBe(type.completes !== 'none');
    }
  }
});

const word = fc.stringMatching(/^[a-z]{1,32}$/);
const help = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  .map((text) => ({ en: `H${text}`, de: `D${text}` }));
const type: fc.Arbitrary<ArgumentShape['type']> = fc.oneof(
  fc.record({ kind: fc.constant('integer'), min: fc.nat(9), max: fc.integer({ min: 9, max: 99 }) }),
  fc.record({
    kind: fc.constant('choice'),
    of: fc.uniqueArray(word, { minLength: 1, maxLength: 25 }),
  }),
  fc.record({ kind: fc.constant('word'), completes: fc.constantFrom('deck', 'none') }),
  fc.constantFrom({ kind: 'time' }, { kind: 'zone' }, { kind: 'days' }, { kind: 'member' }),
);
const command = (name: string): fc.Arbitrary<CommandShape> =>
  fc.record({
    name: fc.constant(name),
    help,
    who: fc.constantFrom('all', 'manager'),
    arguments: fc.uniqueArray(fc.record({ name: word, help, required: fc.boolean(), type }), {
      maxLength: 25,
      selector: (argument) => argument.name,
    }),
  });
const table = fc
  .uniqueArray(word, { minLength: 1, maxLength: 20 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name, place) => command(place % 3 === 0 ? name : `${names[0]}g ${name}`)),
    ),
  )
  .filter((commands) => commands.every(({ name }) => (name.split(' ')[0] ?? '').length <= 32));

test('any table within 25 is lawful: required first, words clipped, groups made', () => {
  fc.assert(
    fc.property(table, (commands) => {
      const names = new Set(commands.map(({ name }) => name));
      expect(new Set(subcommandsOf(registered(commands)).keys())).toEqual(names);
    }),
    { numRuns: 150 },
  );
});

test('a table that Discord cannot hold is a fault of ours, said at once', () => {
  const many = Array.from({ length: 26 }, (_, n): CommandShape => ({
    name: `c${'x'.repeat(n)}`,
    help: { en: 'x', de: 'y' },
    who: 'all',
    arguments: [],
  }));
  expect(() => commandJson(many)).toThrow(RangeError);
  expect(() =>
    commandJson([{ name: 'Ümläut', help: { en: 'x', de: 'y' }, who: 'all', arguments: [] }]),
  ).toThrow(RangeError);
});
