import type { Picture } from '../domain/card.ts';
import type { CounterCall, GaugeCall, HistogramCall } from './metric-names.ts';

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

/** Counts and measures what `metric-names.ts` lists; the Prometheus page is made from it. */
export interface Metrics {
  count(...call: CounterCall): void;
  gauge(...call: GaugeCall): void;
  observe(...call: HistogramCall): void;
}

/** Draws a chart as PNG; null when no painter is installed. */
export interface Painter {
  paint(picture: Picture): Promise<Uint8Array | null>;
}
