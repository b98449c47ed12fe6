import { LRUCache } from 'lru-cache';
import { makeReport, type Report } from '../../domain/analysis-report.ts';
import { weekOf, periodsOf } from '../../domain/calendar.ts';
import { gistOf, type PinnedQuestion, type Question } from '../../domain/deck.ts';
import { analyseDeck, ANALYSIS_VERSION } from '../../domain/deck-analysis.ts';
import { publish, type AnalysedAnswer, type AnalysedRound } from '../../domain/exposures.ts';
import { groupBy } from '../../domain/group-by.ts';
import { plain } from '../../domain/text.ts';
import type { AskedRound, AskedText, KeptAnalysis } from '../../ports/analysis.ts';
import type { Decks } from '../../ports/decks.ts';
import type { Store } from '../../ports/store.ts';

/** Rounds whose answers are read in one transaction, so that others get their turn between. */
const ROUNDS_AT_ONCE = 60;
/** Analysed decks that are remembered. */
const REMEMBERED = 300;

/** What a report is made from. */
export interface ReportParts {
  readonly store: Store;
  readonly decks: Pick<Decks, 'contentHash'>;
}

export interface ReportQuery {
  readonly workspace: string;
  /** Null for all decks. */
  readonly deck: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA zone of the weeks. */
  readonly zone: string;
}

/** Analyses by workspace and deck; the store has them too, but reading a hundred of them takes a while. */
const remembered = new WeakMap<Store, LRUCache<string, KeptAnalysis>>();

/** Reads how the questions of a workspace do. A deck that was never asked has an empty report. */
export async function readReport(parts: ReportParts, query: ReportQuery): Promise<Report> {
  const { store } = parts;
  const { workspace, deck, now, zone } = query;
  const { states, problems } = await store.tx(workspace, async ({ analysis }) => ({
    states: await analysis.deckStates(),
    problems: await analysis.problems(),
  }));
  const wanted = [...states]
    .filter(([id]) => deck === null || id === deck)
    .map(([id, state]) => [id, `${ANALYSIS_VERSION} ${state}`] as const);
  const decks = await analysesOf(parts, workspace, new Map(wanted));
  const texts = new Map(
    decks.flatMap((one) =>
      one.texts.map(
        ({ hash, gists, ...text }) => [hash, { ...text, gists: new Map(gists) }] as const,
      ),
    ),
  );
  return makeReport({
    deck,
    analyses: decks.map(({ analysis }) => analysis),
    textOf: (_, { figures, hash }) =>
      texts.get(hash) ?? { stem: figures.question, tags: [], gists: new Map() },
    problems,
    week: weekOf(periodsOf(now, zone).day),
  });
}

/** The analyses of decks in these states: remembered, kept in the store, or made now and kept. */
async function analysesOf(
  parts: ReportParts,
  workspace: string,
  states: ReadonlyMap<string, string>,
): Promise<readonly KeptAnalysis[]> {
  const { store } = parts;
  const known = remembered.get(store) ?? new LRUCache<string, KeptAnalysis>({ max: REMEMBERED });
  remembered.set(store, known);
  const keyOf = (deck: string): string => `${workspace}\n${deck}`;
  const missing = [...states].filter(([id, state]) => known.get(keyOf(id))?.state !== state);
  const kept = await store.tx(workspace, ({ analysis }) =>
    analysis.kept(missing.map(([id]) => id)),
  );
  const found: KeptAnalysis[] = [];
  for (const [id, state] of states) {
    const last = [known.get(keyOf(id)), kept.get(id)].find((one) => one?.state === state);
    const current = last ?? (await analyse(parts, workspace, id, state));
    known.set(keyOf(id), current);
    found.push(current);
  }
  return found;
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
  const answers: AnalysedAnswer[] = [];
  for (const ids of slices(asked)) {
    const some = await store.tx(workspace, (tx) => tx.analysis.answers(ids));
    for (const answer of some) answers.push(answer);
  }
  const published = publish(rounds, answers, keptSince);
  const questions = [...pinned].map(([hash, { question }]) => [hash, question] as const);
  const options = new Map(questions.map(([hash, one]) => [hash, one.options.map(({ id }) => id)]));
  const analysis = analyseDeck({ deck, rounds, published, options });
  const newest = new Set(analysis.items.map(({ hash }) => hash));
  const texts = questions
    .filter(([hash]) => newest.has(hash))
    .map(([hash, one]) => ({ hash, ...textOf(one) }));
  const kept = { state, analysis, texts };
  await store.tx(workspace, (tx) => tx.analysis.keep(deck, kept));
  return kept;
}

/** Rounds in slices that hold whole questions: a question's answers come in the order of time. */
function slices(rounds: readonly AskedRound[]): readonly (readonly string[])[] {
  const all: string[][] = [[]];
  for (const ofQuestion of groupBy(rounds, ({ question }) => question).values()) {
    const last = all.at(-1);
    const ids = ofQuestion.map(({ id }) => id);
    if (last === undefined || last.length + ids.length > ROUNDS_AT_ONCE) all.push(ids);
    else last.push(...ids);
  }
  return all;
}

function textOf(question: Question): Omit<AskedText, 'hash'> {
  return {
    stem: plain(question.ask),
    tags: question.tags,
    gists: question.options.map((option) => [option.id, gistOf(option)]),
  };
}
