import { counted } from '../../domain/counted.ts';
import type { Localized } from '../../domain/language.ts';
import { fork, type ChildProcess } from 'node:child_process';
import type { Clock } from '../../ports/system.ts';
import { processEntry } from '../entries.ts';
import type { FormatName } from './detect-format.ts';
import { replyShape, type ParsedItem } from './parser-protocol.ts';

/** Megabytes for values of JavaScript; a file of 64 MiB needs a good part of it. */
const MOST_MEMORY = 768;

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './parser-process.ts' : './parser-process.js',
  import.meta.url,
);

export interface ParserLimits {
  /** Longest time between two batches of 200 questions. */
  readonly silenceMs: number;
  /** Longest time for one file. */
  readonly totalMs: number;
}

export const PARSER_LIMITS: ParserLimits = { silenceMs: 20_000, totalMs: 600_000 };

export interface RunOptions {
  readonly format: FormatName | null;
  readonly columns: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly limits?: ParserLimits;
  /** Hears what each batch of questions brought. */
  readonly onItems: (file: string, items: readonly ParsedItem[]) => void;
  /** Hears of a file that could not be read, or not to its end, in a line that follows its name. */
  readonly onRefused: (file: string, message: Localized) => void;
}

/** Reads files in a process of their own, one after the other; a file that ends the process costs no other file. */
export async function runParsers(files: readonly string[], options: RunOptions): Promise<void> {
  let child: ChildProcess | null = null;
  for (const file of files) {
    child ??= await start();
    const { refused, ended } = await readOne(child, file, options);
    if (refused !== null) options.onRefused(file, refused);
    if (ended) child = null;
  }
  child?.disconnect();
}

/** @throws Error when the process ends before it is ready */
function start(): Promise<ChildProcess> {
  const { module, execArgv } = processEntry(ENTRY);
  const child = fork(module, [], {
    // Nothing of the environment: no token is where a hostile file could reach it.
    env: {},
    execArgv: [`--max-old-space-size=${MOST_MEMORY}`, ...execArgv],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`the process that reads files ended at its start (exit code ${code})`)),
    );
    child.once('message', () => {
      child.removeAllListeners('exit');
      resolve(child);
    });
  });
}

interface ReadEnd {
  /** Null: read to its end. */
  readonly refused: Localized | null;
  /** Whether the process is gone. */
  readonly ended: boolean;
}

function readOne(child: ChildProcess, file: string, options: RunOptions): Promise<ReadEnd> {
  const { clock, limits = PARSER_LIMITS } = options;
  return new Promise((resolve) => {
    let why: Localized | null = null;
    let read = 0;
    const end = (refused: Localized | null, ended = false): void => {
      silence();
      total();
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      resolve({ refused, ended });
    };
    const kill = (reason: Localized): void => {
      why = reason;
      child.kill('SIGKILL');
    };
    const watch = (): (() => void) =>
      clock.after(limits.silenceMs, () =>
        kill({
          en: `took longer than ${limits.silenceMs / 1_000} s ${read === 0 ? 'before its first question' : `after ${counted(read, 'question')}`}: split it`,
          de: `brauchte ${read === 0 ? 'vor der ersten Frage' : `nach ${read} ${read === 1 ? 'Frage' : 'Fragen'}`} länger als ${limits.silenceMs / 1_000} s: aufteilen`,
        }),
      );
    let silence = watch();
    const total = clock.after(limits.totalMs, () =>
      kill({
        en: `took longer than ${limits.totalMs / 1_000} s: split it`,
        de: `brauchte länger als ${limits.totalMs / 1_000} s: aufteilen`,
      }),
    );
    child.on('exit', (code, signal) => {
      const ending = signal ?? `exit code ${code}`;
      const memory = signal === 'SIGABRT' || code === 134;
      end(
        why ??
          (memory
            ? {
                en: `needs more than ${MOST_MEMORY} MB of memory: split it`,
                de: `braucht mehr als ${MOST_MEMORY} MB Speicher: aufteilen`,
              }
            : {
                en: `ended the process that read it (${ending}): split it, and report its format`,
                de: `hat den lesenden Prozess beendet (${ending}): aufteilen und das Format melden`,
              }),
        true,
      );
    });
    child.on('message', (message: unknown) => {
      const reply = replyShape.parse(message);
      if (reply.kind === 'done') end(null);
      else if (reply.kind === 'refused') end(reply.message);
      else if (reply.kind === 'items') {
        silence();
        silence = watch();
        read += reply.items.length;
        options.onItems(file, reply.items);
      }
    });
    child.send({ file, format: options.format, columns: [...options.columns] });
  });
}
