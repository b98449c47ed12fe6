import type { Localized } from '../../domain/language.ts';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { yamlErrorInWords } from '../reading/yaml-errors.ts';
import { refusedToken } from '../reading/yaml-limits.ts';

const MOST_LETTERS = 20_000;

export interface FrontMatter {
  readonly values: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with it; null: nothing. */
  readonly broken: Localized | null;
  /** Lines that it takes, its marks included. */
  readonly lines: number;
}

const NONE: FrontMatter = { values: new Map(), lists: new Map(), broken: null, lines: 0 };

/** The YAML between two lines `---` at the start of a text. */
export function frontMatter(text: string): FrontMatter {
  if (!/^---[ \t]*\n/.test(text)) return NONE;
  const end = text.slice(0, MOST_LETTERS).search(/\n---[ \t]*(?:\n|$)/);
  if (end === -1) return NONE;
  const yaml = text.slice(text.indexOf('\n') + 1, end + 1);
  const lines = text.slice(0, end + 1).split('\n').length;
  const refused = refusedToken(yaml);
  if (refused !== null) return { ...NONE, lines, broken: refused.message };
  const document = parseDocument(yaml, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  const broken = error === undefined ? null : yamlErrorInWords(error);
  const parsed = z.record(z.string(), z.unknown()).safeParse(document.toJS({ maxAliasCount: 0 }));
  const entries = Object.entries(parsed.data ?? {});
  return {
    values: new Map(
      entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
    ),
    lists: new Map(
      entries.flatMap(([key, value]) => {
        const list = z.array(z.string()).safeParse(value).data;
        return list === undefined ? [] : [[key, list] as const];
      }),
    ),
    broken,
    lines,
  };
}
