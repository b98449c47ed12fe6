import { z } from 'zod';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Localized } from '../../domain/language.ts';
import { deckSchema } from './schema.ts';

/** What an author may have meant by a key that does not exist: the nearest one of its place, or all of them. */
export function instead(key: string, path: readonly PropertyKey[]): Localized {
  const keys = keysAt(path);
  const near = nearest(key, keys);
  if (near !== null) return didYouMean(near);
  return { en: `the keys here are ${keys.join(', ')}`, de: `hier gibt es ${keys.join(', ')}` };
}

/** A fix that proposes a word. */
export function didYouMean(word: string): Localized {
  return { en: `did you mean ${word}?`, de: `meinst du ${word}?` };
}

/** The keys that the schema knows at a path. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = deckSchema;
  for (const part of path) {
    if (schema instanceof z.ZodArray) schema = bare(schema.element);
    else if (schema instanceof z.ZodObject) schema = bare(schema.shape[String(part)]);
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}
