import type { Card } from '../../domain/card.ts';
import { type Misread } from '../../domain/command-parser.ts';
import type { Words } from '../../i18n/index.ts';
import { notice } from '../shared/notice-card.ts';
import { usage, type ArgumentShape } from '../../domain/command-shape.ts';

/** What was expected and the nearest valid word, in one sentence. */
export function parseErrorCard(words: Words, misread: Misread): Card {
  return notice(sentence(words, misread));
}

function sentence(words: Words, misread: Misread): string {
  switch (misread.kind) {
    case 'unknown-command':
      return words.unknownCommand(misread);
    case 'half-command':
      return words.halfCommand({
        word: misread.word,
        of: misread.of.map((name) => name.split(' ')[1] ?? name),
      });
    case 'missing':
      return words.missingArgument({
        argument: misread.argument.name,
        usage: usage(misread.command),
      });
    case 'bad-value':
      return words.badValue({
        word: misread.word,
        expected: expected(words, misread.argument),
        near: misread.near,
        usage: usage(misread.command),
      });
    case 'too-much':
      return words.tooMuch({ word: misread.word, usage: usage(misread.command) });
    default:
      return misread satisfies never;
  }
}

function expected(words: Words, argument: ArgumentShape): string {
  const { type } = argument;
  switch (type.kind) {
    case 'integer':
      return words.expectedInteger(type);
    case 'choice':
      return words.expectedChoice(type);
    case 'time':
      return words.expectedTime();
    case 'zone':
      return words.expectedZone();
    case 'days':
      return words.expectedDays();
    case 'date':
      return words.expectedDate();
    case 'channels':
      return words.expectedChannels();
    case 'member':
      return words.expectedMember();
    case 'word':
    case 'rest':
      return words.expectedWord({ name: argument.name });
    default:
      return type satisfies never;
  }
}
