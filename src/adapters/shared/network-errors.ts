/** Failures before a byte of the request was written. */
export const NEVER_LEFT = new Set([
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

/** The system's own word, however deep the SDK and fetch have wrapped it. */
export function networkCode(error: unknown): string | null {
  let inner = error;
  for (let depth = 0; depth < 6 && inner instanceof Error; depth += 1) {
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
