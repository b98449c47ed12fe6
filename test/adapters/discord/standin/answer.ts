import type { State } from './state.ts';

/** What Discord answers: a status, and JSON unless that is 204. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

export interface Asking {
  readonly state: State;
  /** Path parts after the version, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly string[];
  /** `ws://…` of our gateway. */
  readonly gateway: string;
}

export const ok = (json: unknown, status = 200): Answer => ({ status, json });
export const NOTHING: Answer = { status: 204, json: null };

/** An error as Discord words it (opcodes and status codes). */
export function refusal(status: number, code: number, message: string): Answer {
  return { status, json: { message, code } };
}
export const UNKNOWN_CHANNEL = refusal(404, 10003, 'Unknown Channel');
export const UNKNOWN_GUILD = refusal(404, 10004, 'Unknown Guild');
export const UNKNOWN_MESSAGE = refusal(404, 10008, 'Unknown Message');
export const NO_ACCESS = refusal(403, 50001, 'Missing Access');
export const NO_PERMISSION = refusal(403, 50013, 'Missing Permissions');

/** Whatever breaks a rule is refused, and remembered, as a finished adapter never does. */
export function unlawful(state: State, where: string, reasons: readonly string[]): Answer {
  state.unlawful.push(`${where}: ${reasons.join('; ')}`);
  return refusal(400, 50035, 'Invalid Form Body');
}
