/** The most bytes of a deck's file. */
export const LARGEST_BYTES = 1024 * 1024;
