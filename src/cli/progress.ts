/** One line on a terminal that says what a long command does; silent elsewhere. */
export interface Progress {
  readonly show: (what: string) => void;
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

/** Runs a long command, which says what it does by `show`; the line is cleared however it ends. */
export async function withProgress<T>(work: (show: Progress['show']) => Promise<T>): Promise<T> {
  const progress = openProgress();
  try {
    return await work(progress.show);
  } finally {
    progress.end();
  }
}
