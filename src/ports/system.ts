import type { Picture } from '../domain/card.ts';

/** The only source of time. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `work` every `ms` milliseconds, never two at once; the next wait begins when `work` has settled. Returns what stops it. */
  every(ms: number, work: () => Promise<void> | void): () => void;
  /** Calls `work` once after `ms`. Returns what cancels it. */
  after(ms: number, work: () => void): () => void;
}

/** The only source of randomness. */
export interface Random {
  /** 96 bits, base64url, 16 characters. */
  id(): string;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
}

/** Structured log: a fixed message and named fields; never whole payloads, never secrets. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Counters by fixed names; the Prometheus page is made from them. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  observe(name: string, seconds: number, labels?: Readonly<Record<string, string>>): void;
}

/** Draws a chart as PNG; null when no painter is installed. */
export interface Painter {
  paint(picture: Picture): Promise<Uint8Array | null>;
}
