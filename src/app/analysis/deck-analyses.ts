import { LRUCache } from 'lru-cache';
import type { PinnedQuestion, Question } from '../../domain/deck.ts';
import { gistOf } from '../../domain/deck.ts';
import { analyseDeck, ANALYSIS_VERSION } from '../../domain/deck-analysis.ts';
import type { AnalysedRound } from '../../domain/exposures.ts';
import { plain } from '../../domain/text.ts';
import type { AskedText, KeptAnalysis } from '../../ports/analysis.ts';
import type { Decks } from '../../ports/decks.ts';
import type { Store } from '../../ports/store.ts';
import { inTurns } from '../shared/in-turns.ts';
import { readPublished } from './read-published.ts';

/** Analysed decks that are remembered. */
const REMEMBERED = 300;
/** The most answers that are analysed while a reader waits; they take about 50 ms. */
const ANSWERS_AT_ONCE = 15_000;

/** What a report is made from. */
export interface ReportParts {
  readonly store: Store;
  readonly decks: Pick<Decks, 'contentHash'>;
}

/** Analyses by workspace and deck; the store has them too, but reading a hundred of them takes a while. */
const remembered = new WeakMap<Store, LRUCache<string, KeptAnalysis>>();

/** The state in which each deck of a workspace is now, as an analysis of it says; null: of all decks. */
export async function statesNow(
  { store }: ReportParts,
  workspace: string,
  deck: string | null,
): Promise<ReadonlyMap<string, string>> {
  const states = await store.tx(workspace, ({ analysis }) => analysis.deckStates());
  return new Map(
    [...states]
      .filter(([id]) => deck === null || id === deck)
      .map(([id, state]) => [id, `${ANALYSIS_VERSION} ${state}`]),
  );
}

/** Analyses, and the decks whose newest answers are not in them; those of `behind` without an older analysis are missing. */
export interface Known {
  readonly analyses: readonly KeptAnalysis[];
  readonly behind: readonly string[];
}

/** The analyses of decks in these states. What is not known is made now if that is little work, else left behind. */
export async function analysesNow(
  parts: ReportParts,
  workspace: string,
  states: ReadonlyMap<string, string>,
): Promise<Known> {
  const last = await lastAnalyses(parts.store, workspace, states);
  const behind = [...states].filter(([id, state]) => last.get(id)?.state !== state);
  const decks = behind.map(([id]) => id);
  const isMuch =
    behind.length > 0 &&
    (await parts.store.tx(workspace, ({ analysis }) =>
      analysis.haveMoreAnswers(decks, ANSWERS_AT_ONCE),
    ));
  if (!isMuch) return { analyses: await completed(parts, workspace, states, last), behind: [] };
  const isOurs = ({ state }: KeptAnalysis): boolean => state.startsWith(`${ANALYSIS_VERSION} `);
  const known = [...states.keys()].flatMap((id) => last.get(id) ?? []);
  return { analyses: known.filter(isOurs), behind: decks };
}

/** The analyses of decks in these states: remembered, kept in the store, or made now and kept. */
export async function analysesOf(
  parts: ReportParts,
  workspace: string,
  states: ReadonlyMap<string, string>,
): Promise<readonly KeptAnalysis[]> {
  return completed(parts, workspace, states, await lastAnalyses(parts.store, workspace, states));
}

/** Makes those that are not of their deck's state. */
async function completed(
  parts: ReportParts,
  workspace: string,
  states: ReadonlyMap<string, string>,
  last: ReadonlyMap<string, KeptAnalysis>,
): Promise<readonly KeptAnalysis[]> {
  const known = memoryOf(parts.store);
  const found: KeptAnalysis[] = [];
  for (const [id, state] of states) {
    const one = last.get(id);
    const current = one?.state === state ? one : await analyse(parts, workspace, id, state);
    known.set(keyOf(workspace, id), current);
    found.push(current);
  }
  return found;
}

/** The last analysis of each deck, of whatever state; where this process remembers none of that state, the store's. */
async function lastAnalyses(
  store: Store,
  workspace: string,
  states: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, KeptAnalysis>> {
  const known = memoryOf(store);
  const found = new Map<string, KeptAnalysis>();
  for (const [id, state] of states) {
    const one = known.get(keyOf(workspace, id));
    if (one?.state === state) found.set(id, one);
  }
  const missing = [...states.keys()].filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const kept = await store.tx(workspace, ({ analysis }) => analysis.kept(missing));
  for (const [id, one] of kept) {
    found.set(id, one);
    if (one.state === states.get(id)) known.set(keyOf(workspace, id), one);
  }
  return found;
}

function memoryOf(store: Store): LRUCache<string, KeptAnalysis> {
  const known = remembered.get(store) ?? new LRUCache<string, KeptAnalysis>({ max: REMEMBERED });
  remembered.set(store, known);
  return known;
}

function keyOf(workspace: string, deck: string): string {
  return `${workspace}\n${deck}`;
}

async function analyse(
  { store, decks }: ReportParts,
  workspace: string,
  deck: string,
  state: string,
): Promise<KeptAnalysis> {
  const { asked, pinned, keptSince } = await store.tx(workspace, async (tx) => {
    const asked = await tx.analysis.rounds(deck);
    const pinned = new Map<string, PinnedQuestion>();
    for (const hash of new Set(asked.map((round) => round.hash))) {
      const one = await tx.sessions.pinned(hash);
      if (one !== null) pinned.set(hash, one);
    }
    return { asked, pinned, keptSince: await tx.analysis.keptSince() };
  });
  const content = new Map(
    [...pinned].map(([hash, one]) => [hash, decks.contentHash(one.original ?? one.question)]),
  );
  const rounds = asked.map((round): AnalysedRound => ({
    ...round,
    content: content.get(round.hash) ?? round.hash,
  }));
  const published = await readPublished({ store, workspace }, rounds, keptSince);
  const questions = [...pinned].map(([hash, { question }]) => [hash, question] as const);
  const options = new Map(questions.map(([hash, one]) => [hash, one.options.map(({ id }) => id)]));
  const analysis = await inTurns(analyseDeck({ deck, rounds, published, options }));
  const newest = new Set(analysis.items.map(({ hash }) => hash));
  const texts = questions
    .filter(([hash]) => newest.has(hash))
    .map(([hash, one]) => ({ hash, ...textOf(one) }));
  const kept = { state, analysis, texts };
  await store.tx(workspace, (tx) => tx.analysis.keep(deck, kept));
  return kept;
}

function textOf(question: Question): Omit<AskedText, 'hash'> {
  return {
    stem: plain(question.ask),
    tags: question.tags,
    gists: question.options.map((option) => [option.id, gistOf(option)]),
  };
}
