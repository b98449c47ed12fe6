import { z } from 'zod';
import { isWebLink } from '../reading/link.ts';
import type { MarkdownLine } from './markdown-lines.ts';
import { parseJson } from './json-elements.ts';

/** What Deckhand's own Markdown keeps in a comment below the heading: nobody sees it, and it comes back. */
const noteShape = z.object({
  id: z.string(),
  /** The stem stands below the heading, because it begins with code or a list. */
  below: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  sources: z.array(z.object({ title: z.string(), url: z.string().refine(isWebLink) })).optional(),
  points: z.array(z.string()).optional(),
  reviewed: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  retired: z.boolean().optional(),
  options: z
    .array(
      z.object({
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{0,47}$/)
          .optional(),
        short: z.string().optional(),
        kind: z.enum(['near', 'wrong', 'dangerous', 'off-topic']).optional(),
      }),
    )
    .optional(),
});

export type QuestionNote = z.output<typeof noteShape>;

export interface NotedSection {
  /** Null in Markdown of others. */
  readonly note: QuestionNote | null;
  /** The rest of the stem, below its heading. */
  readonly stem: readonly MarkdownLine[];
  /** Context and options. */
  readonly body: readonly MarkdownLine[];
  readonly explain: readonly MarkdownLine[];
}

const NOTE = /^<!-- deckhand (\{.{0,20000}\}) -->$/;

/** A note as a comment of one line, which nothing in it can end. */
export function noteLine(note: QuestionNote): string {
  return `<!-- deckhand ${JSON.stringify(note).replaceAll('>', '\\u003e')} -->`;
}

/** Parts the lines below a heading by the comments that Deckhand's export writes between them. */
export function notedSection(lines: readonly MarkdownLine[]): NotedSection {
  const at = (pattern: RegExp): number =>
    lines.findIndex((line) => !line.inCode && pattern.test(line.letters));
  const noted = at(NOTE);
  const json = NOTE.exec(lines[noted]?.letters ?? '')?.[1] ?? '';
  const note = noteShape.safeParse(parseJson(json)).data ?? null;
  if (note === null) return { note, stem: [], body: lines, explain: [] };
  const context = at(/^<!-- context -->$/);
  const options = at(/^<!-- options -->$/);
  const explain = at(/^<!-- explain -->$/);
  const end = explain === -1 ? lines.length : explain;
  const start = Math.max(noted, context === -1 ? options : context);
  return {
    note,
    stem: lines.slice(noted + 1, start),
    body: lines.slice(start + 1, end).filter((_line, place) => start + 1 + place !== options),
    explain: lines.slice(end + 1),
  };
}
