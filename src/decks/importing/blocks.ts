export interface Block {
  readonly lines: readonly { readonly line: number; readonly letters: string }[];
}

/** A text in blocks that empty lines part, each line with its number from 1. */
export function* blocksOf(text: string): Iterable<Block> {
  let lines: { line: number; letters: string }[] = [];
  for (const [place, letters] of text.split('\n').entries()) {
    if (letters.trim() !== '') {
      lines.push({ line: place + 1, letters });
      continue;
    }
    if (lines.length > 0) yield { lines };
    lines = [];
  }
  if (lines.length > 0) yield { lines };
}
