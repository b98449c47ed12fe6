import type { FC } from 'hono/jsx';
import { decodeText } from '../../decks/importing/decode-text.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import type { QuestionFile } from '../../ports/deck-importer.ts';
import { CodeArea } from '../view/fields.tsx';

/** Letters of a file that a page can show in one field. */
const LONGEST = 200_000;
/** The file's text as an import reads it; null if it is none, or too long for a field. */
function textOf({ bytes }: QuestionFile): string | null {
  // No text has such control characters, but archives and spreadsheets do.
  if (bytes.length > 4 * LONGEST || bytes.some((byte) => byte > 0 && byte < 9)) return null;
  const { text } = decodeText(bytes);
  return text.length > LONGEST ? null : text;
}

/** The file's own text, to be put right where a question could not be carried, and read again. */
export const MendForm: FC<{
  words: StudioWords;
  file: QuestionFile;
  /** Id of the deck that has what was carried; '': none has. */
  into: string;
}> = ({ words, file, into }) => {
  const text = textOf(file);
  if (text === null) return null;
  return (
    <form method="post" action="/studio/import">
      <input type="hidden" name="name" value={file.name} />
      <input type="hidden" name="into" value={into} />
      <div class="field">
        <label for="text">{words.importMend()}</label>
        <p id="text-hint" class="hint">
          {words.importMendHint()}
        </p>
        <CodeArea name="text" value={text} rows={24} describedBy="text-hint" />
      </div>
      <button type="submit" class="primary">
        {words.importAgain()}
      </button>
    </form>
  );
};

/** The text that was put right, as a file again; null if the form has none. */
export function mendedFile(name: string, text: unknown): QuestionFile | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  // The mark says UTF-8, whatever encoding the text's own first line names.
  return { name: name.slice(0, 200), bytes: new TextEncoder().encode(`\uFEFF${text}`) };
}
