/** One line on a terminal that says what a long command does; silent elsewhere. */
export interface Progress {
  show(what: string): void;
  /** Clears the line. */
  end(): void;
}

const CLEAR_LINE = '\r\u001B[2K';

export function openProgress(terminal: NodeJS.WriteStream = process.stderr): Progress {
  const write = (text: string): void => {
    if (terminal.isTTY) terminal.write(text);
  };
  return {
    show: (what) => write(`${CLEAR_LINE}${what} …`),
    end: () => write(CLEAR_LINE),
  };
}
