import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Form } from '../../domain/form.ts';
import { withoutNul } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { LARGEST_IMPORT, type QuestionFile } from '../../ports/deck-importer.ts';
import { WorkshopError } from '../../ports/deck-workshop.ts';
import { FileError } from '../../ports/errors.ts';
import type { App, Request } from '../context.ts';
import { ensureMember } from '../shared/ensure-member.ts';
import { claimIdempotencyKey } from '../shared/idempotency.ts';
import { notice } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import { freeDeckId } from './free-deck-id.ts';
import {
  importedCard,
  importForm,
  NEW_DECK,
  updatedCard,
  LONGEST_TITLE,
  nothingImportedCard,
  studioImportCard,
  type Saved,
} from './import-card.ts';
import { openDeck } from './drafts.ts';
import { updateDraft } from './update-draft.ts';
import { readImport, renamedDeck, type Brought, type BroughtDeck } from './read-import.ts';
import { saveNewDecks, type NewDeck } from './save-deck.ts';

const LONGEST_NAME = 120;
/** How often another deck may take the ids meanwhile. */
const MOST_TRIES = 3;

/**
 * `/quiz question import`: makes a workspace's deck of a file that was sent along; without one, a form asks for it.
 * Where members cannot send files, it leads to the studio.
 */
export async function importDeck(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words } = request;
  const { intent, place } = interaction;
  const chat = app.chats.get(place.platform);
  if (chat?.download === undefined) {
    const origin = app.studioOrigin(place.platform);
    return { kind: 'card', card: studioImportCard(words, origin) };
  }
  const files = intent.kind === 'command' || intent.kind === 'form' ? intent.files : undefined;
  const sent = files?.['file'];
  if (sent === undefined) return { kind: 'form', form: await importFormFor(request) };
  const name = withoutNul(sent.name).slice(-LONGEST_NAME);
  if (sent.size > LARGEST_IMPORT) return refused(words.importTooLarge({ name }));
  const given = values.get('title');
  const title = given === undefined ? null : String(given).trim().slice(0, LONGEST_TITLE);
  try {
    const bytes = await chat.download(place, sent, LARGEST_IMPORT);
    const into = String(values.get('into') ?? NEW_DECK);
    const file = { name, bytes };
    return into === NEW_DECK
      ? await importFile(request, file, title === '' ? null : title)
      : await importInto(request, file, into);
  } catch (error) {
    if (error instanceof FileError) {
      app.log.warn('a file was not imported', { failure: error.failure });
      return refused(notDownloaded(words, error, name));
    }
    if (error instanceof WorkshopError) return refused(words.importTooHard({ name }));
    throw error;
  }
}

/** The form that asks for the file, and for the deck where there is one. */
export async function importFormFor(request: Request): Promise<Form> {
  const decks = await transact(request, ({ tx }) => tx.decks.current());
  return importForm(
    request.words,
    decks.map(({ deck: { id, title } }) => ({ id, title })),
  );
}

/** Brings the questions into the member's draft of a deck, and says what that changes before it is published. */
async function importInto(request: Request, file: QuestionFile, into: string): Promise<Reply> {
  const { app, words, interaction } = request;
  const member = interaction.actor.id;
  const open = await transact(request, (work) => openDeck(work, into, member));
  if (open === null) return refused(await noOwnDeck(request, into));
  const brought = withFaults(await readImport(app, file, null));
  const usable = brought.decks.filter(({ deck }) => deck !== null);
  if (usable.length === 0)
    return { kind: 'card', card: nothingImportedCard(words, file.name, brought) };
  await transact(request, ({ tx }) => ensureMember(request, tx));
  const updated = await updateDraft(request, { id: into, member }, usable);
  switch (updated.kind) {
    case 'gone':
      return refused(await noOwnDeck(request, into));
    case 'broken':
      return refused(words.importIntoBroken({ deck: into }));
    case 'elsewhere':
      return refused(words.importIntoElsewhere({ deck: into }));
    case 'updated': {
      app.metrics.count('imports');
      const hasStudio = app.studioOrigin(interaction.place.platform) !== null;
      const deck = { id: into, title: updated.title };
      const view = { brought, deck, update: updated.update, hasStudio };
      return { kind: 'card', card: updatedCard(words, view) };
    }
    default:
      return updated satisfies never;
  }
}

async function noOwnDeck(request: Request, deck: string): Promise<string> {
  const own = await transact(request, ({ tx }) => tx.decks.current());
  const near = nearest(
    deck,
    own.map((one) => one.deck.id),
  );
  return request.words.importIntoGone({ deck, near });
}

function refused(sentence: string): Reply {
  return { kind: 'card', card: notice(sentence) };
}

function notDownloaded(words: Words, { failure }: FileError, name: string): string {
  switch (failure) {
    case 'too-large':
      return words.importTooLarge({ name });
    case 'foreign':
      return words.importForeign({ name });
    case 'refused':
      return words.importRefused({ name });
    case 'gone':
      return words.importGone({ name });
    case 'unanswered':
      return words.importUnanswered({ name });
    default:
      return failure satisfies never;
  }
}

async function importFile(
  request: Request,
  file: QuestionFile,
  title: string | null,
): Promise<Reply> {
  const { app, words, interaction } = request;
  const brought = withFaults(await readImport(app, file, title));
  const usable = brought.decks.filter(({ deck }) => deck !== null);
  if (usable.length === 0)
    return { kind: 'card', card: nothingImportedCard(words, file.name, brought) };
  const saved = await save(request, usable);
  if (saved === 'before') return refused(words.importBefore({ name: file.name }));
  app.metrics.count('imports');
  const hasStudio = app.studioOrigin(interaction.place.platform) !== null;
  return { kind: 'card', card: importedCard(words, { brought, saved, hasStudio }) };
}

/** A deck that cannot be used says where its faults are. */
function withFaults(brought: Brought): Brought {
  const faults = brought.decks
    .filter(({ deck }) => deck === null)
    .flatMap(({ marks }) => marks.filter(({ level }) => level === 'error'))
    .map(({ line, message }) => ({ line, reason: message }));
  return { ...brought, notCarried: [...brought.notCarried, ...faults] };
}

/** Saves the decks; `before`: an earlier delivery of the same gesture has. */
async function save(
  request: Request,
  brought: readonly BroughtDeck[],
): Promise<readonly Saved[] | 'before'> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const decks = await underFreeIds(request, brought);
    const outcome = await transact(request, async (work) => {
      if (!(await claimIdempotencyKey(request, work.tx))) return 'before';
      const member = await ensureMember(request, work.tx);
      if (!(await saveNewDecks(work, member, decks))) throw new IdTaken();
      return 'saved';
    }).catch((error: unknown) => {
      if (error instanceof IdTaken) return 'taken';
      throw error;
    });
    if (outcome === 'before') return 'before';
    if (outcome === 'saved')
      return decks.map(({ deck }, place) => ({
        id: deck.id,
        title: deck.title,
        questions: deck.questions.length,
        wanted: brought[place]?.written.settings.deck ?? deck.id,
        lacksReasons: brought[place]?.written.settings.reasons === 'partial',
      }));
  }
  throw new IdTaken();
}

/** Undoes the transaction, the claimed key included. */
class IdTaken extends Error {
  constructor() {
    super('other decks took the ids');
  }
}

async function underFreeIds(
  request: Request,
  brought: readonly BroughtDeck[],
): Promise<readonly NewDeck[]> {
  const { app, interaction } = request;
  const decks: NewDeck[] = [];
  for (const one of brought) {
    const { deck: wanted } = one.written.settings;
    const id = await transact(request, (work) => freeDeckId(work, interaction.actor.id, wanted));
    const source = await renamedDeck(app, one, id);
    const deck = await checked(app, source);
    if (deck !== null) decks.push({ source, deck });
  }
  return decks;
}

async function checked({ workshop }: Pick<App, 'workshop'>, source: string) {
  return (await workshop.check(source)).deck;
}
