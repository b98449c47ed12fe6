import { z } from 'zod';
import type { Localized } from '../../domain/language.ts';
import { isWebLink } from './link.ts';

/** What a text of a certain form must look like. Zod knows the English sentence; `explain-issue.ts` finds the other. */
export const FORMS = {
  id: {
    en: 'expected lower-case letters, digits and hyphens, at most 48',
    de: 'erwartet werden Kleinbuchstaben, Ziffern und Bindestriche, höchstens 48',
  },
  tag: {
    en: 'expected lower-case letters, digits and hyphens',
    de: 'erwartet werden Kleinbuchstaben, Ziffern und Bindestriche',
  },
  link: {
    en: 'expected a link that begins with https://',
    de: 'erwartet wird ein Link, der mit https:// beginnt',
  },
  host: {
    en: 'expected a link that names a host and no user',
    de: 'erwartet wird ein Link mit einem Host und ohne Benutzer',
  },
  date: { en: 'expected a date like 2026-11-24', de: 'erwartet wird ein Datum wie 2026-11-24' },
  language: {
    en: 'expected a language tag like en',
    de: 'erwartet wird ein Sprachkürzel wie de',
  },
} as const satisfies Readonly<Record<string, Localized>>;

/** Longest texts: what Slack and Discord can show in full together. */
export const LONGEST_STEM = 1_200;
export const LONGEST_OPTION = 600;
export const LONGEST_SHORT = 75;
const LONGEST_TEXT = 3_000;

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, FORMS.id.en)
  .describe('Stable for ever: answers hang on it');
const prose = (longest: number, what: string) =>
  z.string().trim().min(1).max(longest).describe(what);

const option = z.strictObject({
  id: id.optional(),
  text: prose(LONGEST_OPTION, 'What the option says'),
  short: prose(LONGEST_SHORT, 'Its gist, for replies and labels').optional(),
  key: z.boolean().optional().describe('true for the strongest or right option'),
  why: prose(
    LONGEST_TEXT,
    'Why this one option is strong or weak, in words that name no letter',
  ).optional(),
  kind: z
    .enum(['near', 'wrong', 'dangerous', 'off-topic'])
    .optional()
    .describe('What makes a distractor weak'),
});

const question = z.strictObject({
  id,
  ask: prose(LONGEST_STEM, 'The stem'),
  context: prose(LONGEST_TEXT, 'A scenario or a code block under the stem').optional(),
  options: z
    .array(option)
    .min(2)
    .max(8)
    .describe('2 to 8, in any order: they are dealt anew for each round'),
  explain: prose(LONGEST_TEXT, 'Why the key is strongest').optional(),
  points: z.array(prose(300, 'One key point')).max(8).optional(),
  tags: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, FORMS.tag.en)).optional(),
  level: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .optional()
    .describe('1 recall, 2 apply, 3 judge'),
  sources: z
    .array(
      z.strictObject({
        title: prose(200, 'Name of the source'),
        url: z
          .string()
          .regex(/^https?:\/\/\S+$/, { error: FORMS.link.en, abort: true })
          .refine(isWebLink, FORMS.host.en),
      }),
    )
    .optional(),
  reviewed: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, FORMS.date.en)
    .optional()
    .describe('Date of the last review by a person'),
  retired: z.boolean().optional().describe('true: not asked any more'),
});

/** A deck file as an author writes it. */
export const deckSchema = z.strictObject({
  deck: id,
  title: prose(100, 'Shown above each question'),
  task: prose(300, "Shown at a session's start").optional(),
  rubric: prose(300, 'One line under each stem').optional(),
  style: z
    .enum(['best-answer', 'fact'])
    .optional()
    .describe('best-answer: "strongest"; fact: "right"'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, FORMS.language.en)
    .optional(),
  reasons: z
    .literal('partial')
    .optional()
    .describe('partial: reasons are still to be written; left out: every option needs one'),
  order: z.enum(['fixed', 'any']).optional().describe('fixed: asked in the written order'),
  practice: z
    .literal('after-asked')
    .optional()
    .describe(
      'after-asked: not practised before a channel has asked and closed it; left out: all of it can be',
    ),
  sure: z
    .boolean()
    .optional()
    .describe('true: after an answer in a channel, members are asked how sure they were'),
  tips: z.array(prose(1_000, 'One tip')).max(20).optional(),
  lint: z
    .strictObject({
      off: z.array(z.strictObject({ rule: z.string(), reason: prose(300, 'Why this deck may') })),
    })
    .optional()
    .describe('Rules that this deck switches off, each with a reason'),
  questions: z.array(question).min(1).max(5_000),
});

export type DeckFile = z.output<typeof deckSchema>;

/** The reader holds a deck to this after its shape: see missing-reasons.ts. */
const REASONS = {
  if: { required: ['reasons'], properties: { reasons: { const: 'partial' } } },
  else: {
    properties: {
      questions: {
        items: {
          required: ['explain'],
          properties: { options: { items: { required: ['why'] } } },
        },
      },
    },
  },
};

/** JSON Schema (2020-12) for editors. */
export function deckJsonSchema(): string {
  const schema = { ...z.toJSONSchema(deckSchema, { io: 'input' }), ...REASONS };
  return `${JSON.stringify({ title: 'Deckhand deck', ...schema }, null, 2)}\n`;
}
