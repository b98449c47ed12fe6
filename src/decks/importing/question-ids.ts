import { createHash } from 'node:crypto';
import type { DraftQuestion } from './draft-question.ts';
import { slugOf } from './slug.ts';

const LONGEST = 48;

/**
 * An id for each question, in their order, that is the same when the same questions are imported again in another order
 * or among others: its own name, or its stem with a hash of it. Questions of one name are told apart by a hash of all
 * that they ask.
 */
export function questionIds(drafts: readonly DraftQuestion[]): readonly string[] {
  const made = drafts.map(idOf);
  const counts = new Map<string, number>();
  for (const { id } of made) counts.set(id, (counts.get(id) ?? 0) + 1);
  const taken = new Set<string>();
  return made.map(({ id, slug }, place) => {
    const draft = drafts[place];
    const shared = draft !== undefined && (counts.get(id) ?? 0) > 1;
    let unique = shared ? hashed(slug, contentOf(draft)) : id;
    // Two different questions with one hash of 24 bits: once in thousands of collections.
    for (let again = 2; taken.has(unique); again += 1) unique = hashed(slug, `${unique} ${again}`);
    taken.add(unique);
    return unique;
  });
}

const OTHER_LETTERS = /(?!ß)[^\P{L}a-zA-Z]/u;

function idOf({ name, question }: DraftQuestion): { readonly id: string; readonly slug: string } {
  if (name !== null) {
    const slug = slugOf(name, LONGEST);
    // A name that is cut, or of letters that no id has, would be that of other questions too.
    const whole = slugOf(name, 1_000) === slug && !OTHER_LETTERS.test(name.normalize('NFKD'));
    return { slug, id: whole && slug !== '' ? slug : hashed(slug, name) };
  }
  const slug = slugOf(question.ask, 40);
  return { slug, id: hashed(slug, question.ask) };
}

function hashed(slug: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 6);
  const start = slugOf(slug, LONGEST - hash.length - 1);
  return start === '' ? `q-${hash}` : `${start}-${hash}`;
}

/** All that makes a question the question that it is, whatever the order of its options. */
export function contentOf({ question }: DraftQuestion): string {
  const options = question.options
    .map(({ text, key }) => `${key === true ? '+' : '-'}${text}`)
    .sort();
  return JSON.stringify([question.ask, question.context ?? '', ...options]);
}

/** A question's options in an order that its id alone decides, so that keys stand anywhere. */
export function mixedOptions(
  id: string,
  options: DraftQuestion['question']['options'],
): DraftQuestion['question']['options'] {
  return options
    .map((option) => ({
      option,
      place: createHash('sha256').update(`${id}\n${option.text}`).digest('hex'),
    }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ option }) => option);
}
