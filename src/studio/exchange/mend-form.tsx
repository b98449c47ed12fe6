import type { FC } from 'hono/jsx';
import type { StudioWords } from '../../i18n/studio.ts';
import type { QuestionFile } from '../../ports/deck-importer.ts';

/** Letters of a file that a page can show in one field. */
const LONGEST = 200_000;
/** What no text has, but files of other kinds (archives, spreadsheets) do. */
const BINARY = /[\u0000-\u0008]/;

/** The file's text, in UTF-8 or else windows-1252; null if it is none, or too long for a field. */
function textOf({ bytes }: QuestionFile): string | null {
  if (bytes.length > 4 * LONGEST) return null;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  return text.length > LONGEST || BINARY.test(text) ? null : text;
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
        {/* HTML drops the first line break of a field. */}
        <textarea
          id="text"
          name="text"
          rows={24}
          spellcheck={false}
          class="code"
          aria-describedby="text-hint"
          data-lines="0"
        >
          {`\n${text}`}
        </textarea>
      </div>
      <button type="submit" class="primary">
        {words.importAgain()}
      </button>
    </form>
  );
};

/** The text that was put right, as a file again; null if the form has none. */
export function mendedFile(name: string, text: unknown): QuestionFile | null {
  return typeof text === 'string' && text.trim() !== ''
    ? { name: name.slice(0, 200), bytes: new TextEncoder().encode(text) }
    : null;
}
