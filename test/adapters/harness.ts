import { afterEach } from 'vitest';
import { PostError } from '../../src/ports/errors.ts';
import type { Log, LogFields, Metrics } from '../../src/ports/system.ts';

/** What an adapter logged, counted and reported, for tests to look at. */
export interface Records {
  readonly lines: readonly { readonly level: string; readonly text: string }[];
  readonly counted: ReadonlyMap<string, number>;
  readonly gaveUp: readonly string[];
}

export interface Recorder {
  readonly records: Records;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly onFatal: (why: string) => void;
}

export function recorder(): Recorder {
  const lines: { level: string; text: string }[] = [];
  const counted = new Map<string, number>();
  const gaveUp: string[] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, text: `${message} ${JSON.stringify(fields)}` });
    };
  return {
    records: { lines, counted, gaveUp },
    log: {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    },
    metrics: {
      count(...[name, labels]) {
        const key = [name, ...Object.values(labels ?? {})].join(' ');
        counted.set(key, (counted.get(key) ?? 0) + 1);
      },
      gauge: () => undefined,
      observe: () => undefined,
    },
    onFatal: (why) => void gaveUp.push(why),
  };
}

/** Waits up to 10 s until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (await holds()) return;
    await later(10, null);
  }
  throw new Error(`waited in vain until ${what}`);
}

/** A value after some time. */
export function later<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms));
}

/** The PostError that a call ends in. */
export async function failure(work: Promise<unknown>): Promise<PostError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof PostError) return error;
  throw new Error(`no PostError but ${String(error)}`);
}

/** What a test opens is closed after it, the last first. */
export function closeAfterEach(): (close: () => Promise<void>) => void {
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).toReversed()) await close();
  });
  return (close) => void opened.push(close);
}

/** The members' side of a real process: they ask, press and type, and read what comes back. */
export interface Talk<Message> {
  readonly until: (holds: () => boolean, what: string, ms?: number) => Promise<void>;
  /** Asks a question and returns its message, with the codes of its options. */
  readonly ask: () => Promise<{ readonly message: Message; readonly codes: readonly string[] }>;
  readonly codesOf: (message: Message) => readonly string[];
  /** Presses and returns what the member then reads. */
  readonly press: (member: string, message: Message, code: string | undefined) => Promise<string>;
  readonly command: (member: string, line: string) => Promise<string>;
}

export function talkOver<Message>(platform: {
  readonly manager: string;
  readonly privately: (member: string) => readonly string[];
  readonly questions: () => readonly Message[];
  readonly buttonsOf: (message: Message) => readonly { readonly code: string | null }[];
  /** Fail when the platform was not answered. */
  readonly press: (member: string, message: Message, code: string) => Promise<void>;
  readonly command: (member: string, line: string) => Promise<void>;
  /** What the process has written so far. */
  readonly output: () => string;
}): Talk<Message> {
  const wait = async (holds: () => boolean, what: string, ms = 10_000): Promise<void> => {
    for (const started = Date.now(); Date.now() - started < ms;) {
      if (holds()) return;
      await later(20, null);
    }
    throw new Error(`waited in vain until ${what}\n${platform.output()}`);
  };
  const nextReply = async (member: string, work: () => Promise<void>): Promise<string> => {
    const before = platform.privately(member).length;
    await work();
    await wait(() => platform.privately(member).length > before, `${member} reads a reply`);
    return platform.privately(member).at(-1) ?? '';
  };
  const codesOf = (message: Message): readonly string[] =>
    platform
      .buttonsOf(message)
      .flatMap(({ code }) => (code?.includes('.answer.') === true ? [code] : []));
  return {
    until: wait,
    codesOf,
    async ask() {
      const before = platform.questions().length;
      await platform.command(platform.manager, 'ask');
      await wait(() => platform.questions().length > before, 'the question is posted');
      const message = platform.questions().at(-1);
      if (message === undefined) throw new Error('no question');
      return { message, codes: codesOf(message) };
    },
    press: (member, message, code) =>
      nextReply(member, () => platform.press(member, message, code ?? '')),
    command: (member, line) => nextReply(member, () => platform.command(member, line)),
  };
}
