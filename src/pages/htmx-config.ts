/** htmx within a strict content security policy: no eval, no injected style, no other origin. */
export const HTMX_CONFIG = {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyEnabled: false,
  selfRequestsOnly: true,
  attributesToSettle: ['class'],
  // A new button works only after settling, so it settles at once.
  defaultSettleDelay: 0,
} as const;
