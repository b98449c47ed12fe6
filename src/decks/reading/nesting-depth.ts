import type { CST } from 'yaml';

/** Kinds of token; `words` is the text of a scalar. */
export type TokenType = ReturnType<typeof CST.tokenType> | 'words';

/** Counts open brackets, and keys in a row that no comma ended. */
export function flowDepth(): (type: TokenType) => number {
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
export function blockDepth(): {
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
