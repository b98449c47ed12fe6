import { CST, Lexer } from 'yaml';

/**
 * Where a YAML text nests deeper than `most` levels: the offset, or null. Reads tokens only and keeps no tree, because
 * a tree of that depth is what ends the process. Counts at least as many levels as the parser would make of the text.
 */
export function deeperThan(text: string, most: number): number | null {
  const flow = flowDepth();
  const block = blockDepth();
  let offset = 0;
  let line = 0;
  let words = false;
  for (const token of new Lexer().lex(text)) {
    // The token after a scalar's mark is its text, whatever it looks like.
    const type: TokenType = words ? 'words' : CST.tokenType(token);
    words = type === 'scalar';
    if (type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar') continue;
    const inFlow = flow(type);
    if (inFlow === 0) block.take(type, offset - line);
    if (block.depth() + inFlow > most) return offset;
    const lineEnd = token.lastIndexOf('\n');
    if (lineEnd !== -1) {
      line = offset + lineEnd + 1;
      block.newLine();
    }
    offset += token.length;
  }
  return null;
}

type TokenType = ReturnType<typeof CST.tokenType> | 'words';

/** Counts open brackets, and keys in a row that no comma ended. */
function flowDepth(): (type: TokenType) => number {
  let open = 0;
  let keys = 0;
  return (type) => {
    switch (type) {
      case 'flow-seq-start':
      case 'flow-map-start':
        open += 1;
        keys = 0;
        break;
      case 'flow-seq-end':
      case 'flow-map-end':
        open = Math.max(0, open - 1);
        keys = 0;
        break;
      case 'comma':
        keys = 0;
        break;
      case 'explicit-key-ind':
      case 'map-value-ind':
        if (open > 0) keys += 1;
        break;
      default:
    }
    return open + Math.max(0, keys - 1);
  };
}

/** Columns at which block collections that are still open began: one more for each dash and each key of a line. */
function blockDepth(): {
  readonly take: (type: TokenType, column: number) => void;
  readonly newLine: () => void;
  readonly depth: () => number;
} {
  const columns: number[] = [];
  let fresh = true;
  let keys = 0;
  const open = (column: number): void => {
    while ((columns.at(-1) ?? -1) >= column) columns.pop();
    columns.push(column);
  };
  return {
    take(type, column) {
      switch (type) {
        case 'seq-item-ind':
        case 'explicit-key-ind':
          open(column);
          return;
        case 'map-value-ind':
          keys += 1;
          if (keys > 1 || fresh) open(column);
          fresh = false;
          return;
        case 'space':
        case 'newline':
        case 'comment':
          return;
        default:
          if (fresh) open(column);
          fresh = false;
      }
    },
    newLine() {
      fresh = true;
      keys = 0;
    },
    depth: () => columns.length,
  };
}
