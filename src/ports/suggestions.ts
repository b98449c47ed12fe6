import type { QuestionFields } from '../domain/deck-fields.ts';

/** A question that a member suggests. */
export interface SuggestedQuestion {
  readonly id: string;
  readonly member: string;
  /** Where it was suggested, and where its author is told. */
  readonly channel: string;
  /** The deck that it is meant for; empty for any. */
  readonly deck: string;
  readonly fields: QuestionFields;
  /** Whether the deck may name its author. */
  readonly isNamed: boolean;
  readonly at: number;
}

/** Suggestions that no manager has decided on yet. */
export interface SuggestionRepository {
  add(suggestion: SuggestedQuestion): Promise<void>;
  /** Oldest first. */
  list(): Promise<readonly SuggestedQuestion[]>;
  get(id: string): Promise<SuggestedQuestion | null>;
  /** How many wait: a member's, or all. */
  count(member?: string): Promise<number>;
  /** False: it was decided on before. */
  remove(id: string): Promise<boolean>;
}
