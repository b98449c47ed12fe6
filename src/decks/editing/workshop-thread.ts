import { parentPort } from 'node:worker_threads';
import { WorkshopError, type DeckEdit } from '../../ports/deck-workshop.ts';
import type { LintContext } from '../linting/rules/rule.ts';
import { checkDeck } from './check-deck.ts';
import { editDeck } from './edit-deck.ts';
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
  parentPort?.on('message', (task: WorkshopTask) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(answer(task, context));
  });
}

function answer(task: WorkshopTask, context: LintContext): WorkshopAnswer {
  try {
    return { kind: 'done', result: run(task, context) };
  } catch (error) {
    if (error instanceof WorkshopError) return { kind: 'broken' };
    throw error;
  }
}

function run(task: WorkshopTask, context: LintContext): unknown {
  switch (task.kind) {
    case 'check':
      return checkDeck(task.source, context);
    case 'edit':
      return editDeck(task.source, task.edit);
    case 'merge':
      return mergeDecks(task);
    default:
      return task satisfies never;
  }
}
