/** When the page sends a form whose content is its reader's draft; `studio.js` fires `try-again` after a failure. */
export const DRAFT_TRIGGERS = 'input delay:500ms, submit, try-again delay:3s';
