import { readFileSync } from 'node:fs';
import { staticFiles } from '../adapters/web/setup/static-files.ts';

/** The same for `src/preview` and the built `dist/preview`. */
const OURS = new URL('../../src/preview/style.css', import.meta.url);

/** The style of every preview, the local chat's own included. It touches nothing outside of `.preview`. */
export function previewStyle(): string {
  const chat = staticFiles().get('style.css')?.body ?? '';
  return `${readFileSync(OURS, 'utf8')}\n.preview-web {\n${withinPreview(chat)}\n}\n`;
}

/**
 * The local chat's style sheet for use inside of a rule: its colours hang on the preview's theme and not on the
 * system's, its narrow layout on the preview's width and not on the window's.
 */
function withinPreview(sheet: string): string {
  return sheet
    .replaceAll(
      /@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/g,
      "[data-theme='dark'] & {$1\n  color-scheme: dark;\n}",
    )
    .replaceAll(/:root \{\s*color-scheme: light dark;/g, '& {\n  color-scheme: light;')
    .replaceAll(/:root \{/g, '& {')
    .replaceAll(/@media \((?:(max|min)-width:|width <)/g, (query) =>
      query.replace('@media', '@container preview'),
    );
}
