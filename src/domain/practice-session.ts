import type { Confidence } from './action.ts';

/** One step of a private session. A step is answered once; its question is pinned when the session starts. */
export interface Step {
  /** Content hash of the pinned question. */
  readonly hash: string;
  readonly dealt: readonly number[];
  /** Dealt place that was chosen; null: not yet. */
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
  /** The step that the member is at, from 0. */
  readonly at: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Why a press on a step does nothing, or the session after it. */
export type StepResult =
  | { readonly kind: 'stepped'; readonly session: Session }
  /** The step was taken before, or is not the one the member is at. */
  | { readonly kind: 'stale' };

/** The first choice of a step counts. */
export function choose(session: Session, at: number, chosen: number, right: boolean): StepResult {
  const step = session.steps[at];
  if (session.endedAt !== null || at !== session.at || step === undefined || step.chosen !== null) {
    return { kind: 'stale' };
  }
  return { kind: 'stepped', session: withStep(session, at, { ...step, chosen, right }) };
}

/** How sure the member was, said once, after the choice. */
export function rateConfidence(session: Session, at: number, sure: Confidence): StepResult {
  const step = session.steps[at];
  const takes = step !== undefined && step.chosen !== null && step.sure === null;
  if (session.endedAt !== null || at !== session.at || !takes) return { kind: 'stale' };
  return { kind: 'stepped', session: withStep(session, at, { ...step, sure }) };
}

/** On to the next step, or to the end after the last. */
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
