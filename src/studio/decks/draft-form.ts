/**
 * How the page sends a form whose content is its reader's draft; `studio.js` fires `try-again` after a failure. One save
 * waits for the one before it, whichever form that came from: overtaken, it would be taken for a change made elsewhere.
 */
export const DRAFT_FORM = {
  'hx-trigger': 'input delay:500ms, submit, try-again delay:3s',
  'hx-swap': 'none',
  'hx-sync': 'closest main:queue all',
  // Milliseconds: a process that answers nothing must not hold up the next save for ever.
  'hx-request': '{"timeout": 15000}',
} as const;
