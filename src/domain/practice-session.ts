import type { Confidence } from './action.ts';

/** A step of a private session. It is answered once; its question is pinned when the session starts. */
export interface Step {
  /** Content hash of the pinned question. */
  readonly hash: string;
  readonly dealt: readonly number[];
  /** The chosen dealt place; null until the choice. */
  readonly chosen: number | null;
  readonly right: boolean | null;
  readonly sure: Confidence | null;
}

export type SessionKind = 'practice' | 'review';

/** A private run of some questions for one member. */
export interface Session {
  readonly id: string;
  readonly member: string;
  readonly kind: SessionKind;
  readonly steps: readonly Step[];
  /** The member's current step, from 0. */
  readonly at: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Result of a press on a step. */
export type StepResult =
  | { readonly kind: 'stepped'; readonly session: Session }
  /** The step was answered before, or is not the current one. */
  | { readonly kind: 'stale' };

/** Stores a step's choice; the first one counts. */
export function choose(session: Session, at: number, chosen: number, right: boolean): StepResult {
  const step = session.steps[at];
  if (session.endedAt !== null || at !== session.at || step === undefined || step.chosen !== null) {
    return { kind: 'stale' };
  }
  return { kind: 'stepped', session: withStep(session, at, { ...step, chosen, right }) };
}

/** Stores once, after the choice, how sure the member was. */
export function rateConfidence(session: Session, at: number, sure: Confidence): StepResult {
  const step = session.steps[at];
  const takes = step !== undefined && step.chosen !== null && step.sure === null;
  if (session.endedAt !== null || at !== session.at || !takes) return { kind: 'stale' };
  return { kind: 'stepped', session: withStep(session, at, { ...step, sure }) };
}

/** Moves to the next step; after the last one the session ends. */
export function advance(session: Session, from: number, now: number): StepResult {
  const step = session.steps[from];
  const done = step !== undefined && step.chosen !== null && step.sure !== null;
  if (session.endedAt !== null || from !== session.at || !done) return { kind: 'stale' };
  const at = from + 1;
  const ended = at >= session.steps.length;
  return { kind: 'stepped', session: { ...session, at, endedAt: ended ? now : null } };
}

function withStep(session: Session, at: number, step: Step): Session {
  return { ...session, steps: session.steps.map((one, index) => (index === at ? step : one)) };
}
