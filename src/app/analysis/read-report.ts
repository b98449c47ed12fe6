import { LRUCache } from 'lru-cache';
import { makeReport, type QuestionText, type Report } from '../../domain/analysis-report.ts';
import { weekOf, periodsOf } from '../../domain/calendar.ts';
import { gistOf, type PinnedQuestion, type Question } from '../../domain/deck.ts';
import { analyseDeck, type DeckAnalysis } from '../../domain/deck-analysis.ts';
import { publish, type AnalysedAnswer, type AnalysedRound } from '../../domain/exposures.ts';
import { groupBy } from '../../domain/group-by.ts';
import { plain } from '../../domain/text.ts';
import type { AskedRound } from '../../ports/analysis.ts';
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

interface Remembered {
  readonly state: string;
  readonly analysis: DeckAnalysis;
  /** By the hash of what was asked. */
  readonly texts: ReadonlyMap<string, QuestionText>;
}

/** Analyses by workspace and deck, with the state that they were made from. They may be lost. */
const remembered = new WeakMap<Store, LRUCache<string, Remembered>>();

/** Reads how the questions of a workspace do. A deck that was never asked has an empty report. */
export async function readReport(parts: ReportParts, query: ReportQuery): Promise<Report> {
  const { store } = parts;
  const { workspace, deck, now, zone } = query;
  const { states, problems } = await store.tx(workspace, async ({ analysis }) => ({
    states: await analysis.deckStates(),
    problems: await analysis.problems(),
  }));
  const known = remembered.get(store) ?? new LRUCache<string, Remembered>({ max: REMEMBERED });
  remembered.set(store, known);
  const decks: Remembered[] = [];
  for (const [id, state] of states) {
    if (deck !== null && id !== deck) continue;
    const key = `${workspace}\n${id}`;
    const last = known.get(key);
    const current = last?.state === state ? last : await analyse(parts, workspace, id, state);
    known.set(key, current);
    decks.push(current);
  }
  const texts = new Map(decks.flatMap((one) => [...one.texts]));
  return makeReport({
    deck,
    analyses: decks.map(({ analysis }) => analysis),
    textOf: (_, { figures, hash }) =>
      texts.get(hash) ?? { stem: figures.question, tags: [], gists: new Map() },
    problems,
    week: weekOf(periodsOf(now, zone).day),
  });
}

async function analyse(
  { store, decks }: ReportParts,
  workspace: string,
  deck: string,
  state: string,
): Promise<Remembered> {
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
  const texts = new Map(
    questions.filter(([hash]) => newest.has(hash)).map(([hash, one]) => [hash, textOf(one)]),
  );
  return { state, analysis, texts };
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

function textOf(question: Question): QuestionText {
  return {
    stem: plain(question.ask),
    tags: question.tags,
    gists: new Map(question.options.map((option) => [option.id, gistOf(option)])),
  };
}
