import type { Localized } from '../../domain/language.ts';
import type { DeckStyle } from '../../domain/deck.ts';
import { contentOf, mixedOptions, questionIds } from './question-ids.ts';
import { slugOf } from './slug.ts';
import type { DraftQuestion } from './draft-question.ts';
import { deckHead, questionYaml } from './to-deck-yaml.ts';

/** A draft with the file that it came from, as the author named it. */
export interface PlacedDraft {
  readonly file: string;
  readonly draft: DraftQuestion;
}

export interface DeckPlan {
  readonly id: string;
  readonly title: string;
  readonly language: string | null;
  readonly style: DeckStyle;
}

export interface AssembledDeck {
  readonly id: string;
  readonly yaml: string;
  readonly questions: number;
}

export interface Assembled {
  readonly decks: readonly AssembledDeck[];
  /** Questions that stand in the files twice. */
  readonly repeated: readonly {
    readonly file: string;
    readonly line: number;
    readonly reason: Localized;
  }[];
  /** Questions with a stem that another one has too. */
  readonly sameStem: readonly {
    readonly file: string;
    readonly line: number;
    readonly other: string;
  }[];
}

/** Well below what the reader takes: 1 MiB, 5,000 questions, 300,000 words and signs of YAML (about nine a line). */
const MOST_BYTES = 900_000;
const MOST_QUESTIONS = 4_000;
const MOST_LINES = 25_000;

/** Questions of one language → the YAML of as many decks as they need. */
export function assembleDecks(drafts: readonly PlacedDraft[], plan: DeckPlan): Assembled {
  const { kept, repeated, sameStem } = withoutRepetitions(drafts);
  const ids = questionIds(kept.map(({ draft }) => draft));
  const parts = split(
    kept.map(({ draft }, place) => {
      const id = ids[place] ?? '';
      return questionYaml({
        ...draft.question,
        id,
        options: mixedOptions(id, draft.question.options),
      });
    }),
  );
  const complete = kept.every(({ draft }) => hasReasons(draft));
  const decks = parts.map((questions, place): AssembledDeck => {
    const suffix = parts.length === 1 ? '' : `-${place + 1}`;
    const id = `${slugOf(plan.id, 44)}${suffix}`;
    const head = deckHead(
      {
        deck: id,
        title:
          parts.length === 1
            ? plan.title
            : `${plan.title.slice(0, 90)} (${place + 1} of ${parts.length})`,
        style: plan.style,
        ...(plan.language === null ? {} : { language: plan.language }),
        ...(complete ? {} : { reasons: 'partial' }),
      },
      complete ? 'Imported.' : `Imported. ${TO_WRITE}`,
    );
    return { id, yaml: head + questions.join('\n'), questions: questions.length };
  });
  return { decks, repeated, sameStem };
}

const TO_WRITE =
  'Write a why for each option and an explain for each question, then remove the line reasons.';

function hasReasons({ question }: DraftQuestion): boolean {
  return question.explain !== undefined && question.options.every(({ why }) => why !== undefined);
}

function withoutRepetitions(drafts: readonly PlacedDraft[]) {
  const kept: PlacedDraft[] = [];
  const repeated: { file: string; line: number; reason: Localized }[] = [];
  const sameStem: { file: string; line: number; other: string }[] = [];
  const contents = new Map<string, string>();
  const stems = new Map<string, string>();
  for (const placed of drafts) {
    const { file, draft } = placed;
    const here = `${file}:${draft.line}`;
    const before = contents.get(contentOf(draft));
    if (before !== undefined) {
      repeated.push({
        file,
        line: draft.line,
        reason: {
          en: `the same question stands at ${before}`,
          de: `dieselbe Frage steht schon in ${before}`,
        },
      });
      continue;
    }
    contents.set(contentOf(draft), here);
    const stem = `${draft.question.ask}\n${draft.question.context ?? ''}`.toLowerCase();
    const other = stems.get(stem);
    if (other === undefined) stems.set(stem, here);
    else sameStem.push({ file, line: draft.line, other });
    kept.push(placed);
  }
  return { kept, repeated, sameStem };
}

function split(questions: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let bytes = 0;
  let lines = 0;
  for (const yaml of questions) {
    const size = Buffer.byteLength(yaml) + 1;
    const count = yaml.split('\n').length;
    const last = parts.at(-1);
    const fits =
      last !== undefined &&
      last.length < MOST_QUESTIONS &&
      bytes + size <= MOST_BYTES &&
      lines + count <= MOST_LINES;
    if (fits) last.push(yaml);
    else parts.push([yaml]);
    bytes = fits ? bytes + size : size;
    lines = fits ? lines + count : count;
  }
  return parts;
}
