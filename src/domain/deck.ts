import { plain, type Text } from './text.ts';

/** What makes a distractor weak; keys have no kind. */
export type DistractorKind = 'near' | 'wrong' | 'dangerous' | 'off-topic';

export interface Option {
  /** Stable within its question; answers store it. It may hint at the key, so no platform receives it. */
  readonly id: string;
  readonly text: Text;
  /** Its gist in at most 75 characters, for replies and labels. */
  readonly short: string | null;
  readonly key: boolean;
  /** This option's own rationale; empty where a deck has none yet (`reasons: partial`). */
  readonly why: Text;
  readonly kind: DistractorKind | null;
}

export interface Source {
  readonly title: string;
  readonly url: string;
}

export interface Question {
  /** Stable for ever within its deck. */
  readonly id: string;
  readonly ask: Text;
  readonly context: Text;
  /** 2 to 8, in the author's order; at least one is a key. */
  readonly options: readonly Option[];
  /** Empty where a deck has none yet. */
  readonly explain: Text;
  readonly points: readonly Text[];
  readonly tags: readonly string[];
  /** 1 recall, 2 apply, 3 judge. */
  readonly difficultyLevel: 1 | 2 | 3 | null;
  readonly sources: readonly Source[];
  /** ISO date of the last review by a person. */
  readonly reviewed: string | null;
  readonly retired: boolean;
}

/** `best-answer`: the key is "the strongest"; `fact`: it is "right". */
export type DeckStyle = 'best-answer' | 'fact';

export interface Deck {
  readonly id: string;
  readonly title: string;
  /** Shown at a practice session's start. */
  readonly task: string;
  /** One line under each stem. */
  readonly rubric: string | null;
  readonly style: DeckStyle;
  /** BCP 47. */
  readonly language: string;
  readonly order: 'fixed' | 'any';
  /** `after-asked`: a question is practised only after a channel has asked and closed it. */
  readonly practice: 'any' | 'after-asked';
  /** Whether rounds ask members how sure they were. */
  readonly asksSure: boolean;
  readonly tips: readonly Text[];
  readonly questions: readonly Question[];
}

/**
 * A question with its content at the time of asking, and the parts of its deck that cards show.
 * `hash` is the SHA-256 of that content; equal hashes are equal content.
 */
export interface PinnedQuestion {
  readonly hash: string;
  readonly deck: string;
  readonly deckTitle: string;
  readonly style: DeckStyle;
  readonly rubric: string | null;
  readonly tips: readonly Text[];
  /** 1-based place in the deck and the deck's size, when it was pinned. */
  readonly number: number;
  readonly of: number;
  readonly question: Question;
  /** The deck's question, if a manager has corrected its key; else left out. */
  readonly original?: Question;
}

/** A pinned question with other keys. The new keys' rationales replace the explanation, which is about the old key. */
export function withKeys(pinned: PinnedQuestion, keys: readonly string[]): PinnedQuestion {
  const original = pinned.original ?? pinned.question;
  const options = original.options.map((option) => ({ ...option, key: keys.includes(option.id) }));
  const explain = options.filter((option) => option.key).flatMap((option) => option.why);
  return {
    ...pinned,
    hash: `${pinned.hash.slice(0, 64)}:${keys.join(',')}`,
    original,
    question: { ...original, options, explain, points: [] },
  };
}

/**
 * The public part of a question before an answer. Only `openQuestion` builds it, so no card made from it can hold a
 * key, a rationale, an explanation or an option id.
 */
export interface OpenQuestion {
  readonly deckTitle: string;
  readonly rubric: string | null;
  readonly number: number;
  readonly of: number;
  readonly ask: Text;
  readonly context: Text;
  /** In dealt order. */
  readonly options: readonly OpenOption[];
}

export interface OpenOption {
  readonly letter: string;
  readonly text: Text;
}

export function nameOf(one: { readonly deck: string; readonly question: string }): string {
  return `${one.deck}/${one.question}`;
}

/** An option's gist in at most about 75 characters of plain text: code in it loses its backticks. */
export function gistOf(option: Option): string {
  if (option.short !== null) return option.short.replaceAll(/`([^`]+)`/g, '$1');
  const whole = plain(option.text).replaceAll(/\s+/g, ' ').trim();
  if (whole.length <= LONGEST_GIST) return whole;
  const cut = whole.slice(0, LONGEST_GIST - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_GIST / 2))}…`;
}

const LONGEST_GIST = 75;
