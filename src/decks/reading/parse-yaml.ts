import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { guard } from './guard.ts';
import type { Refusal } from './refusal.ts';
import { forbidden } from './yaml-restrictions.ts';

/** The most problems that are listed: a hostile file can have a hundred thousand. */
export const MOST_SAID = 50;

/** The YAML of a deck file. */
export type ParsedYaml =
  | { readonly kind: 'refused'; readonly text: string; readonly refusal: Refusal }
  | {
      readonly kind: 'parsed';
      /** Without what the guard takes off it. */
      readonly text: string;
      readonly document: Document;
      readonly errors: readonly YAMLError[];
      /** What YAML allows and a deck does not. */
      readonly forbidden: readonly Refusal[];
      readonly lines: LineCounter;
    };

export type YamlParser = (source: string | Uint8Array) => ParsedYaml;

/** Parses YAML that may be hostile. Never throws. */
export function parseYaml(source: string | Uint8Array): ParsedYaml {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const guarded = guard(bytes);
  if (!guarded.ok) return { kind: 'refused', text: guarded.text, refusal: guarded.refusal };
  const lines = new LineCounter();
  // Failsafe: every plain word stays the letters it is (`yes`, `010`, `1e3`).
  const document = parseDocument(guarded.text, {
    lineCounter: lines,
    schema: 'failsafe',
    // Its own check compares every key with every other one: minutes for a hostile file. `forbidden` has another.
    uniqueKeys: false,
    prettyErrors: false,
  });
  return {
    kind: 'parsed',
    text: guarded.text,
    document,
    errors: [...document.errors, ...document.warnings],
    forbidden: forbidden(document, MOST_SAID),
    lines,
  };
}
