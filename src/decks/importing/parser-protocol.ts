import { z } from 'zod';
import { deckSchema } from '../reading/schema.ts';
import { IMPORT_FORMATS } from './detect-format.ts';

/** What the process that parses and the one that asks it say to each other. Both sides check what they hear. */

export const requestShape = z.object({
  file: z.string(),
  format: z.enum(IMPORT_FORMATS).nullable(),
  columns: z.array(z.tuple([z.string(), z.string()])),
});

const said = z.object({ en: z.string(), de: z.string() });

const draft = z.object({
  kind: z.literal('draft'),
  line: z.number(),
  name: z.string().nullable(),
  question: deckSchema.shape.questions.element.omit({ id: true }),
  marks: z.array(z.object({ what: said, detail: z.union([z.string(), said]).nullable() })),
});

const item = z.discriminatedUnion('kind', [
  draft,
  z.object({ kind: z.literal('not-carried'), line: z.number(), reason: said }),
  z.object({ kind: z.literal('note'), message: said }),
]);

export const replyShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('items'), items: z.array(item) }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('refused'), message: said }),
]);

export type ParsedItem = z.output<typeof item>;
export type ParserReply = z.output<typeof replyShape>;
