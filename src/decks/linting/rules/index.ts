import { distractorsArgue } from './arguing.ts';
import { echo, grammarCue, tipGivesAway } from './cues.ts';
import { knowNothing } from './guessable.ts';
import { keyLongest, longestIsKey } from './length.ts';
import { letterNamed } from './letter-reference.ts';
import { nearDuplicate } from './near-duplicate.ts';
import { onePlace } from './key-position.ts';
import { overlap } from './overlap.ts';
import { punctuationCue } from './punctuation.ts';
import { rationaleEqual, rationaleShort } from './rationale.ts';
import type { Rule } from './rule.ts';
import { shownAsWritten } from './shown-as-written.ts';
import { tooLong } from './too-long.ts';
import { level, reviewed, sources, tags } from './maintenance.ts';
import { absoluteWords, allOfTheAbove, negativeStem } from './wording.ts';

/** Every rule that a deck may switch off, with a reason. */
export const RULES: readonly Rule[] = [
  letterNamed,
  rationaleEqual,
  rationaleShort,
  nearDuplicate,
  keyLongest,
  longestIsKey,
  onePlace,
  allOfTheAbove,
  absoluteWords,
  negativeStem,
  echo,
  grammarCue,
  overlap,
  distractorsArgue,
  punctuationCue,
  tooLong,
  tipGivesAway,
  sources,
  reviewed,
  tags,
  level,
  knowNothing,
  shownAsWritten,
];

/** Rules of the reader: a deck that breaks one cannot be asked, so nothing switches them off. */
export const READER_RULES = [
  'too-large',
  'encoding',
  'hidden-character',
  'tab',
  'too-deep',
  'yaml',
  'alias',
  'duplicate-key',
  'forbidden-key',
  'unknown-key',
  'missing',
  'shape',
  'markdown',
  'duplicate',
  'key-count',
  'unknown-rule',
] as const;
