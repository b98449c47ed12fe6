/** A count with its English noun, whose plural has an s: "1 deck", "2 decks". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
