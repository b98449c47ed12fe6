import { withKeys, type Deck, type PinnedQuestion, type Question } from '../../domain/deck.ts';
import { deckKeysOf } from '../../domain/round.ts';
import type { App, Work } from '../context.ts';
import type { DeckShelf } from './workspace-decks.ts';
import type { Correction } from '../../ports/rounds.ts';

/** The decks' questions with the managers' corrections. A correction holds while the question's content stays. */
export class CorrectedQuestions {
  private readonly byName: ReadonlyMap<string, Correction>;

  private constructor(
    private readonly app: App,
    all: readonly Correction[],
  ) {
    this.byName = new Map(all.map((one) => [`${one.deck}/${one.question}`, one]));
  }

  static async load({ app, tx }: Work): Promise<CorrectedQuestions> {
    return new CorrectedQuestions(app, await tx.corrections.all());
  }

  /** Whether a question may be asked: its deck or a manager may have retired it. */
  isAsked(deck: Deck, question: Question): boolean {
    return !question.retired && this.of(deck.id, question)?.retired !== true;
  }

  pin(deck: Deck, question: Question): PinnedQuestion {
    return this.apply(this.app.decks.pin(deck, question));
  }

  /** An earlier pinned question with today's keys. */
  apply(pinned: PinnedQuestion): PinnedQuestion {
    const keys = this.of(pinned.deck, pinned.original ?? pinned.question)?.keys ?? null;
    if (keys !== null) return withKeys(pinned, keys);
    return pinned.original === undefined ? pinned : withKeys(pinned, deckKeysOf(pinned));
  }

  /** The question of that name; null if it left its deck or is retired. */
  find(
    decks: DeckShelf,
    deckId: string,
    id: string,
  ): { readonly deck: Deck; readonly question: Question } | null {
    const deck = decks.find(deckId);
    const question = deck?.questions.find((one) => one.id === id);
    if (deck === null || question === undefined || !this.isAsked(deck, question)) return null;
    return { deck, question };
  }

  private of(deck: string, question: Question): Correction | undefined {
    if (this.byName.size === 0) return undefined;
    const known = this.byName.get(`${deck}/${question.id}`);
    // Only the few corrected questions need their hash.
    return known?.hash === undefined || known.hash !== this.app.decks.contentHash(question)
      ? undefined
      : known;
  }
}
