/** A question as its author fills it in: texts in the Markdown of decks; empty where nothing was written. */
export interface QuestionFields {
  readonly id: string;
  readonly ask: string;
  readonly context: string;
  readonly options: readonly OptionFields[];
  readonly explain: string;
  readonly points: readonly string[];
  readonly tags: readonly string[];
  readonly level: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly reviewed: string;
  readonly retired: boolean;
}

export interface OptionFields {
  /** Answers hang on it: an option keeps it when its text changes. Empty for a new option. */
  readonly id: string;
  readonly text: string;
  readonly short: string;
  readonly why: string;
  readonly key: boolean;
  readonly kind: string;
}

/** A question of which only the stem and the id are known. */
export function questionWith(ask: string, id: string): QuestionFields {
  return {
    id,
    ask,
    context: '',
    options: [],
    explain: '',
    points: [],
    tags: [],
    level: '',
    sources: [],
    reviewed: '',
    retired: false,
  };
}

/** A deck's fields beside its questions. */
export interface DeckSettings {
  readonly deck: string;
  readonly title: string;
  readonly task: string;
  readonly rubric: string;
  readonly style: string;
  readonly language: string;
  readonly order: string;
  readonly reasons: string;
  readonly practice: string;
  readonly sure: boolean;
  readonly tips: readonly string[];
}
