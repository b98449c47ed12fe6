import { parseFile } from './parse-file.ts';
import { requestShape, type ParsedItem, type ParserReply } from './parser-protocol.ts';
import { RefusedFile } from './refused-file.ts';

/**
 * The process that reads files of others: it has little memory, no settings, and is ended when it takes too long. It
 * reads one file after the other, each when it is asked to.
 */

const AT_ONCE = 200;

function reply(message: ParserReply): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

async function read(message: unknown): Promise<void> {
  const request = requestShape.parse(message);
  let items: ParsedItem[] = [];
  try {
    for await (const found of parseFile({ ...request, columns: new Map(request.columns) })) {
      items.push(
        found.kind === 'draft'
          ? { ...found, marks: found.marks.map((mark) => ({ ...mark })) }
          : found,
      );
      if (items.length < AT_ONCE) continue;
      await reply({ kind: 'items', items });
      items = [];
    }
    await reply({ kind: 'items', items });
    await reply({ kind: 'done' });
  } catch (error) {
    // What stands before the fault is good.
    await reply({ kind: 'items', items });
    const known = error instanceof RefusedFile;
    const why = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
    await reply({
      kind: 'refused',
      message: known
        ? error.reason
        : {
            en: `cannot be read (${why}): please report this file's format`,
            de: `ist nicht lesbar (${why}): bitte das Format dieser Datei melden`,
          },
    });
  }
}

process.on('message', (message: unknown) => void read(message));
process.on('disconnect', () => process.exit());
// Limits of time count from here, not from the start of the process.
void reply({ kind: 'ready' });
