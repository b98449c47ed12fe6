import type { Deck } from '../domain/deck.ts';
import type { DeckChanges } from '../domain/deck-changes.ts';

/** A deck of the workspace as it is asked now. */
export interface WorkspaceDeck {
  readonly deck: Deck;
  /** Counts from 1. */
  readonly version: number;
}

export interface DeckVersion {
  readonly version: number;
  readonly changes: DeckChanges;
  /** Who saved it. */
  readonly member: string;
  readonly at: number;
}

export interface NewDeckVersion {
  /** The version that its author began with; 0 for a new deck. */
  readonly base: number;
  /** The YAML as its author wrote it. */
  readonly source: string;
  /** What the reader made of it. */
  readonly deck: Deck;
  readonly changes: DeckChanges;
  readonly member: string;
  readonly at: number;
}

/** What a member is still writing; it is never asked. */
export interface DeckDraft {
  readonly deck: string;
  readonly member: string;
  readonly base: number;
  readonly source: string;
  readonly at: number;
}

/** Decks that belong to the workspace, beside those of the folder. Every version stays. */
export interface DeckRepository {
  /** Those that are not removed, by id. */
  current(): Promise<readonly WorkspaceDeck[]>;
  /** Null if there is none, or it is removed. */
  get(id: string): Promise<WorkspaceDeck | null>;
  /** Ids and newest versions of removed decks. */
  removed(): Promise<readonly { readonly id: string; readonly version: number }[]>;
  /** A version's YAML; null if there is none. */
  source(id: string, version: number): Promise<string | null>;
  /** Newest first. */
  history(id: string): Promise<readonly DeckVersion[]>;
  /** Adds a version and brings a removed deck back. False: the newest version is no longer `base`. */
  save(version: NewDeckVersion): Promise<boolean>;
  /** Not asked any more; its versions stay. */
  remove(id: string, at: number): Promise<void>;
  draft(id: string, member: string): Promise<DeckDraft | null>;
  /** A member's drafts, newest first. */
  drafts(member: string): Promise<readonly DeckDraft[]>;
  /** Takes the place of the member's draft of that deck. */
  saveDraft(draft: DeckDraft): Promise<void>;
  dropDraft(id: string, member: string): Promise<void>;
}
