import type { Hono } from 'hono';
import type { StudioEnv } from './parts.ts';

/**
 * The page that a form's address belongs to: the nearest address above it that shows one. Who loads again, or comes back to,
 * the answer to a refused form is led there.
 * @returns a function of a path; null for a path that no form has
 */
export function pagesAbove(app: Hono<StudioEnv>): (path: string) => string | null {
  const matching = (method: string): ((path: string) => boolean) => {
    const patterns = app.routes
      .filter((route) => route.method === method)
      .map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));
    return (path) => patterns.some((pattern) => pattern.test(path));
  };
  const [isForm, isPage] = [matching('POST'), matching('GET')];
  return (path) => {
    if (!isForm(path)) return null;
    let above = path;
    do above = above.slice(0, above.lastIndexOf('/'));
    while (above !== '' && !isPage(above));
    return above === '' ? null : above;
  };
}
