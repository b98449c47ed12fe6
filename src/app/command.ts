import type { Reply } from '../domain/card.ts';
import type { CommandShape, Values } from '../domain/command-parser.ts';
import type { Call } from './context.ts';

/** A command of the table: how it looks, and what it does. */
export interface Command extends CommandShape {
  readonly run: (call: Call, values: Values) => Promise<Reply>;
}
