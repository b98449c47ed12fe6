import { analyseDeck, type DeckAnalysis } from '../../src/domain/deck-analysis.ts';
import { publish, type AnalysedAnswer, type AnalysedRound } from '../../src/domain/exposures.ts';
import type { Finding } from '../../src/domain/item-analysis.ts';
import { seededChance } from '../stories/clock.ts';
import { atOnce } from './at-once.ts';

export type Fault = Finding['kind'] | 'none';

/** A question of the class with what is wrong with it. */
export interface PlantedQuestion {
  readonly id: string;
  readonly fault: Fault;
  /** How well it separates, and how hard it is, on the scale of the abilities (2PL). */
  readonly slope: number;
  readonly difficulty: number;
  /** Popularity of the wrong options b, c and d. */
  readonly pull: readonly [number, number, number];
}

export const CLASS_SIZE = 200;
const SOUND = 34;
const OPTIONS = ['a', 'b', 'c', 'd'];
/** Members who know nothing guess the best option with this chance. */
const GUESS = 0.1;

export interface SimulatedClass {
  readonly questions: readonly PlantedQuestion[];
  readonly analysis: DeckAnalysis;
}

/** 200 members with known abilities answer 40 questions, six of which have a known fault. */
export function simulateClass(seed: number): SimulatedClass {
  const chance = seededChance(seed);
  const uniform = (): number => chance.below(1_000_000) / 1_000_000;
  const abilities = Array.from({ length: CLASS_SIZE }, () => normal(uniform));
  const questions = plant(uniform);
  const rounds = questions.map(({ id, fault }, index): AnalysedRound => ({
    id: `r-${id}`,
    question: id,
    hash: id,
    content: id,
    keys: [fault === 'wrong-key' ? 'b' : 'a'],
    openedAt: index,
    closedAt: index + 1,
    voidedAt: null,
    day: '2026-11-24',
  }));
  const answers = questions.flatMap((question) =>
    abilities.map((ability, member): AnalysedAnswer => {
      const option = choose(question, ability, uniform);
      const isRight = option === 'a';
      const sure = uniform() < sureness(question.fault, isRight) ? 'sure' : 'fairly';
      return { round: `r-${question.id}`, member: `m${member}`, option, sure };
    }),
  );
  const analysis = atOnce(
    analyseDeck({
      deck: 'class',
      rounds,
      published: atOnce(publish(rounds, answers, null)),
      options: new Map(questions.map(({ id }) => [id, OPTIONS])),
    }),
  );
  return { questions, analysis };
}

function plant(uniform: () => number): readonly PlantedQuestion[] {
  const sound = Array.from({ length: SOUND }, (_, index): PlantedQuestion => {
    const isHard = index % 5 === 0;
    return {
      id: isHard ? `hard-${index}` : `sound-${index}`,
      fault: 'none',
      slope: 0.9 + 0.8 * uniform(),
      difficulty: isHard ? 1.2 : -0.3 + 0.9 * uniform(),
      // A hard question has a popular misconception.
      pull: isHard ? [0.6, 0.2, 0.2] : [0.36, 0.33, 0.31],
    };
  });
  const pull = [0.36, 0.33, 0.31] as const;
  return [
    ...sound,
    { id: 'miskeyed', fault: 'wrong-key', slope: 1.3, difficulty: 0, pull },
    // Members who know more see that another option fits too.
    { id: 'ambiguous', fault: 'weak', slope: -0.25, difficulty: -0.7, pull },
    { id: 'idle-option', fault: 'dead', slope: 1.2, difficulty: 0.2, pull: [0.5, 0.49, 0.01] },
    { id: 'myth', fault: 'sure-and-wrong', slope: 1.2, difficulty: 0.6, pull: [0.7, 0.15, 0.15] },
    { id: 'given-away', fault: 'all-right', slope: 0, difficulty: -Infinity, pull },
    { id: 'unknowable', fault: 'none-right', slope: 0, difficulty: Infinity, pull },
  ];
}

function choose(question: PlantedQuestion, ability: number, uniform: () => number): string {
  const { slope, difficulty, pull } = question;
  if (uniform() < chanceOf(slope, difficulty, ability)) return 'a';
  const [b, c] = pull;
  const drawn = uniform();
  return drawn < b ? 'b' : drawn < b + c ? 'c' : 'd';
}

function chanceOf(slope: number, difficulty: number, ability: number): number {
  if (difficulty === Infinity) return 0;
  if (difficulty === -Infinity) return 1;
  const logit = slope * (ability - difficulty);
  return GUESS + (1 - GUESS) / (1 + Math.exp(-logit));
}

function sureness(fault: Fault, isRight: boolean): number {
  if (fault === 'sure-and-wrong') return 0.85;
  return isRight ? 0.6 : 0.1;
}

/** Standard normal (Box and Muller). */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

export interface Verdict {
  /** Planted faults that the report names. */
  readonly found: number;
  readonly planted: number;
  readonly missed: readonly string[];
  /** Sound questions with a finding, and the finding. */
  readonly accused: readonly string[];
}

export function judgeClass({ questions, analysis }: SimulatedClass): Verdict {
  const kinds = new Map(
    analysis.items.map(({ figures }) => [
      figures.question,
      figures.findings.map(({ kind }) => kind),
    ]),
  );
  const faulty = questions.filter(({ fault }) => fault !== 'none');
  const missed = faulty.filter(
    ({ id, fault }) => !(kinds.get(id) ?? []).some((kind) => kind === fault),
  );
  const accused = questions
    .filter(({ fault }) => fault === 'none')
    .flatMap(({ id }) => (kinds.get(id) ?? []).map((kind) => `${id}: ${kind}`));
  return {
    found: faulty.length - missed.length,
    planted: faulty.length,
    missed: missed.map(({ id }) => id),
    accused,
  };
}
