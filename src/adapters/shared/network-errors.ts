/** Failures before a byte of the request was written. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether a request that failed with this code surely never left the machine. */
export function neverLeft(code: string): boolean {
  return NEVER_LEFT.has(code);
}

/** The operating system's code, however deep the SDKs and fetch have wrapped it; null if there is none. */
export function networkCode(error: unknown): string | null {
  let inner = error;
  for (let depth = 0; depth < 6 && inner instanceof Error; depth += 1) {
    if (inner.name === 'AbortError' || inner.name === 'TimeoutError') return 'timeout';
    // Slack's SDK has codes of its own kind around the system's.
    if ('code' in inner && typeof inner.code === 'string' && !inner.code.startsWith('slack_')) {
      return inner.code;
    }
    if (inner instanceof AggregateError && inner.errors.length > 0) {
      const [first]: unknown[] = inner.errors;
      inner = first;
    } else inner = 'original' in inner ? inner.original : inner.cause;
  }
  return null;
}
