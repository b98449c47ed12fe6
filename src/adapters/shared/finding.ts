/** One thing that was looked at. `fix` is a sentence for whoever can mend it; null when there is nothing to do. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly what: string;
  readonly fix: string | null;
}

export function good(what: string): Finding {
  return { level: 'ok', what, fix: null };
}

export function bad(what: string, fix: string): Finding {
  return { level: 'error', what, fix };
}
