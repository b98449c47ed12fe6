/** Who did it, in the log of what managers did, where somebody used `deckhand managers`. */
export const COMMAND_LINE = 'command-line';
