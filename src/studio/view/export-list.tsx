import { EXPORT_FORMATS } from '../../decks/exporting/export-deck.ts';

/** Links to a deck's file in every format. */
export function ExportList({ path, heading }: { readonly path: string; readonly heading: string }) {
  return (
    <details>
      <summary>{heading}</summary>
      <ul class="plain">
        {['yaml', ...EXPORT_FORMATS].map((format) => (
          <li>
            <a href={`${path}/export/${format}`} download>
              {format}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
