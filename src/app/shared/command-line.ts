/** Stands for the member in the log of managers where somebody used `deckhand managers`. */
export const COMMAND_LINE = 'command-line';
