/** One thing that the doctor checked. `fix` tells the person who can mend it what to do; null if nothing is needed. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly what: string;
  readonly fix: string | null;
}

export function good(what: string): Finding {
  return { level: 'ok', what, fix: null };
}

export function warning(what: string, fix: string | null): Finding {
  return { level: 'warning', what, fix };
}

export function bad(what: string, fix: string): Finding {
  return { level: 'error', what, fix };
}
