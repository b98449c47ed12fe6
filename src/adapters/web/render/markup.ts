import { html } from 'hono/html';

/** The HTML of a JSX element; hono/jsx has escaped every text in it. None of our elements is asynchronous. */
export function markup(element: unknown): string {
  const shown = html`${element}`;
  if (shown instanceof Promise) throw new TypeError('an element of the local chat is asynchronous');
  return shown.toString();
}
