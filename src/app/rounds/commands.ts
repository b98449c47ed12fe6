import type { Command } from '../context.ts';
import type { ArgumentShape } from '../../domain/command-shape.ts';
import { deck, question } from '../shared/arguments.ts';
import { ask, close } from './ask.ts';
import { rekey, restore, voidRound } from './correct.ts';
import { preview } from './preview.ts';

const number: ArgumentShape = {
  name: 'number',
  label: { en: 'number', de: 'die Nummer' },
  help: {
    en: 'The number of the question, for example 12; left out: you choose',
    de: 'Die Nummer der Frage, zum Beispiel 12; sonst wählst du',
  },
  required: false,
  type: { kind: 'integer', min: 1, max: 1_000_000 },
};

/** A moment of a question's life. */
const previewPart: ArgumentShape = {
  name: 'part',
  label: { en: 'part', de: 'der Teil' },
  help: {
    en: 'What to see: the open question, a reply, all reasons, the closed one, the reveal',
    de: 'Was du siehst: die offene Frage, eine Antwort, alle Gründe, das Ende, die Auflösung',
  },
  required: false,
  type: {
    kind: 'choice',
    of: ['open', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'reasons', 'closed', 'reveal'],
    also: { open: ['offen'], reasons: ['gründe'], closed: ['beendet'], reveal: ['auflösung'] },
  },
};
const confirm: ArgumentShape = {
  name: 'confirm',
  help: { en: 'Do it without asking again', de: 'Ohne Rückfrage ausführen' },
  required: false,
  type: { kind: 'choice', of: ['yes'], also: { yes: ['ja', 'y', 'j', 'confirm'] } },
};

/** Questions in a channel. */
export const ROUNDS_COMMANDS: readonly Command[] = [
  {
    name: 'ask',
    aliases: ['post', 'frage', 'frag', 'stellen'],
    help: { en: 'Post a question here now', de: 'Jetzt hier eine Frage posten' },
    who: 'manager',
    arguments: [deck, question],
    run: ask,
  },
  {
    name: 'question close',
    aliases: ['close', 'end', 'beenden', 'schließen'],
    help: { en: 'Close an open question now', de: 'Eine offene Frage jetzt beenden' },
    who: 'manager',
    arguments: [number],
    run: close,
  },
  {
    name: 'preview',
    aliases: ['vorschau'],
    help: {
      en: 'See a question, every reply and the reveal; only you see it',
      de: 'Eine Frage mit allen Antworten und der Auflösung sehen, nur für dich',
    },
    who: 'manager',
    arguments: [deck, question, previewPart],
    run: preview,
  },
  {
    name: 'question void',
    aliases: ['void', 'streichen'],
    help: {
      en: 'Take a question out of the boards',
      de: 'Eine Frage aus der Wertung nehmen',
    },
    who: 'manager',
    arguments: [number, confirm],
    run: voidRound,
  },
  {
    name: 'question rekey',
    aliases: ['rekey', 'korrigieren'],
    help: {
      en: 'Correct the key of a question; everything follows',
      de: 'Die richtige Option einer Frage ändern; alles andere folgt',
    },
    who: 'manager',
    arguments: [
      number,
      {
        name: 'option',
        label: { en: 'option', de: 'die Option' },
        help: { en: 'The letter of the right option', de: 'Der Buchstabe der richtigen Option' },
        required: false,
        type: { kind: 'choice', of: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
      },
      confirm,
    ],
    run: rekey,
  },
  {
    name: 'question restore',
    aliases: ['restore', 'undo', 'rückgängig'],
    help: {
      en: 'Undo what was changed about a question',
      de: 'Eine Änderung an einer Frage zurücknehmen',
    },
    who: 'manager',
    arguments: [number, confirm],
    run: restore,
  },
];
