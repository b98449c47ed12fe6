/**
 * The meaning of a button, sent as a short versioned code. It never carries who or where (the verified envelope says
 * that) and never a key. Option numbers are places in the dealt order, which say nothing about the key.
 */
export type Action =
  | { readonly kind: 'answer'; readonly round: string; readonly option: number }
  | { readonly kind: 'tips'; readonly round: string }
  | { readonly kind: 'report'; readonly round: string }
  /** Shows an open question to the presser. */
  | { readonly kind: 'question'; readonly round: string }
  /** Shows every option's reasons to a member who has answered. */
  | { readonly kind: 'reasons'; readonly round: string }
  | {
      readonly kind: 'step';
      readonly session: string;
      readonly step: number;
      readonly option: number;
    }
  | {
      readonly kind: 'sure';
      readonly session: string;
      readonly step: number;
      readonly sure: Confidence;
    }
  | { readonly kind: 'next'; readonly session: string; readonly step: number }
  /** How sure a member was of an answer in a channel. */
  | { readonly kind: 'felt'; readonly round: string; readonly sure: Confidence }
  /** Suspends a session's question for this member, or brings it back. */
  | { readonly kind: 'retire' | 'unretire'; readonly session: string; readonly step: number }
  | { readonly kind: 'settle'; readonly post: string; readonly verdict: 'there' | 'again' }
  /** The same as typing `/quiz <line>`: the same table, the same rights. */
  | { readonly kind: 'run'; readonly line: string }
  /** Opens a form; its submission carries the same action. */
  | { readonly kind: 'form'; readonly form: FormName; readonly about: string };

/** Reasons for which a member reports a question. */
export const REPORT_REASONS = ['key', 'unclear', 'dated', 'typo', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
export type Confidence = 'guess' | 'fairly' | 'sure';
export type FormName = 'schedule-daily' | 'schedule-weekly' | 'report' | 'suggest' | 'import';

/** Discord allows 100 characters in a custom_id, Slack 2,000 in a value; 64 bytes fit everywhere. */
export const LONGEST_CODE = 64;

const VERSION = '1';
const ID = /^[A-Za-z0-9_-]{1,24}$/;
const SMALL = /^(?:0|[1-9][0-9]{0,2})$/;
const SURE: readonly string[] = ['guess', 'fairly', 'sure'] satisfies readonly Confidence[];
const FORMS: readonly string[] = [
  'schedule-daily',
  'schedule-weekly',
  'report',
  'suggest',
  'import',
] satisfies readonly FormName[];

/** Bytes in UTF-8. Nearly every code is ASCII, where letters are bytes. */
function bytesIn(text: string): number {
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  return /^[\0-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length;
}

/** Bytes of an action's code; one of more than `LONGEST_CODE` cannot be a button. */
export function encodedLength(action: Action): number {
  return bytesIn([VERSION, ...parts(action)].join('.'));
}

/** @throws RangeError if the code has more than 64 bytes: a fault of ours, never of a member */
export function encodeAction(action: Action): string {
  const code = [VERSION, ...parts(action)].join('.');
  if (bytesIn(code) > LONGEST_CODE) {
    throw new RangeError(`action code over ${LONGEST_CODE} bytes: ${code}`);
  }
  return code;
}

function parts(action: Action): readonly (string | number)[] {
  switch (action.kind) {
    case 'answer':
      return ['answer', action.round, action.option];
    case 'tips':
      return ['tips', action.round];
    case 'report':
      return ['report', action.round];
    case 'reasons':
    case 'question':
      return [action.kind, action.round];
    case 'step':
      return ['step', action.session, action.step, action.option];
    case 'sure':
      return ['sure', action.session, action.step, action.sure];
    case 'next':
      return ['next', action.session, action.step];
    case 'felt':
      return ['felt', action.round, action.sure];
    case 'retire':
    case 'unretire':
      return [action.kind, action.session, action.step];
    case 'settle':
      return ['settle', action.post, action.verdict];
    case 'run':
      return ['run', action.line];
    case 'form':
      return ['form', action.form, action.about];
    default:
      return action satisfies never;
  }
}

/** The action of a code; null if it is old, foreign, too long or made up. Never throws. */
export function decodeAction(code: string): Action | null {
  if (bytesIn(code.slice(0, 2 * LONGEST_CODE)) > LONGEST_CODE) return null;
  const [version, kind, a = '', b = '', c = '', ...more] = code.split('.');
  if (version !== VERSION) return null;
  if (kind === 'run') {
    const line = code.slice('1.run.'.length);
    return line === '' ? null : { kind, line };
  }
  if (more.length > 0) return null;
  switch (kind) {
    case 'answer':
      return ID.test(a) && SMALL.test(b) && c === '' ? { kind, round: a, option: Number(b) } : null;
    case 'tips':
    case 'report':
    case 'reasons':
    case 'question':
      return ID.test(a) && b === '' ? { kind, round: a } : null;
    case 'step':
      return ID.test(a) && SMALL.test(b) && SMALL.test(c)
        ? { kind, session: a, step: Number(b), option: Number(c) }
        : null;
    case 'sure':
      return ID.test(a) && SMALL.test(b) && isSure(c)
        ? { kind, session: a, step: Number(b), sure: c }
        : null;
    case 'next':
      return ID.test(a) && SMALL.test(b) && c === '' ? { kind, session: a, step: Number(b) } : null;
    case 'felt':
      return ID.test(a) && isSure(b) && c === '' ? { kind, round: a, sure: b } : null;
    case 'retire':
    case 'unretire':
      return ID.test(a) && SMALL.test(b) && c === '' ? { kind, session: a, step: Number(b) } : null;
    case 'settle':
      return ID.test(a) && (b === 'there' || b === 'again') && c === ''
        ? { kind, post: a, verdict: b }
        : null;
    case 'form':
      return isFormName(a) && (b === '' || ID.test(b)) && c === ''
        ? { kind, form: a, about: b }
        : null;
    default:
      return null;
  }
}

function isSure(value: string): value is Confidence {
  return SURE.includes(value);
}

function isFormName(value: string): value is FormName {
  return FORMS.includes(value);
}
