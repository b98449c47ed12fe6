import { parentPort } from 'node:worker_threads';
import { WorkshopError, type DeckEdit } from '../../ports/deck-workshop.ts';
import type { LintContext } from '../linting/rules/rule.ts';
import { checkDeck } from './check-deck.ts';
import { editInPlace } from './edit-question.ts';
import { parserOfChanges } from './parse-changes.ts';
import type { YamlParser } from '../reading/parse-yaml.ts';
import { mergeDecks } from './merge-decks.ts';

/** What the thread is asked; each kind has its own answer, a method of `DeckWorkshop`. */
export type WorkshopTask =
  | { readonly kind: 'check'; readonly source: string }
  | { readonly kind: 'edit'; readonly source: string; readonly edit: DeckEdit }
  | {
      readonly kind: 'merge';
      readonly base: string;
      readonly mine: string;
      readonly theirs: string;
    };

export type WorkshopAnswer =
  | { readonly kind: 'done'; readonly result: unknown }
  /** The YAML cannot be read. */
  | { readonly kind: 'broken' };

/** Serves the tasks that its parent sends, one after the other. */
export function serveWorkshop(context: LintContext): void {
  const shop = { context, parse: parserOfChanges() };
  parentPort?.on('message', (task: WorkshopTask) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(answer(task, shop));
  });
}

interface Shop {
  readonly context: LintContext;
  readonly parse: YamlParser;
}

function answer(task: WorkshopTask, shop: Shop): WorkshopAnswer {
  try {
    return { kind: 'done', result: run(task, shop) };
  } catch (error) {
    if (error instanceof WorkshopError) return { kind: 'broken' };
    throw error;
  }
}

function run(task: WorkshopTask, { context, parse }: Shop): unknown {
  switch (task.kind) {
    case 'check':
      return checkDeck(task.source, context, parse);
    case 'edit':
      return editInPlace(task.source, task.edit, parse);
    case 'merge':
      return mergeDecks(task);
    default:
      return task satisfies never;
  }
}
