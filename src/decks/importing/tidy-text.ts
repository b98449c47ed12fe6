import type { Paragraph, Run, Span, Spans, Text } from '../../domain/text.ts';

/**
 * A text as the deck's Markdown can write it: spaces stand outside of bold, italic and links, none at the edges of a
 * line, no span, item or paragraph is empty, and neighbours of one style are one span.
 */
export function tidyText(text: Text): Text {
  return text.flatMap((paragraph): Text => {
    switch (paragraph.kind) {
      case 'paragraph': {
        const spans = tidySpans(paragraph.spans);
        return spans.length === 0 ? [] : [{ kind: 'paragraph', spans }];
      }
      case 'list': {
        const items = paragraph.items.map(tidySpans).filter((item) => item.length > 0);
        return items.length === 0 ? [] : [{ ...paragraph, items }];
      }
      case 'code':
        return [tidyCode(paragraph)];
      default:
        return paragraph satisfies never;
    }
  });
}

/** Code keeps its spaces but for empty lines around it, and has no bare carriage return. */
function tidyCode(paragraph: Paragraph & { kind: 'code' }): Paragraph {
  const code = paragraph.code.replaceAll(/\r\n?/g, '\n').replace(/^(?:[ \t]*\n)+/, '');
  const language = /^[\w+#.-]{1,30}$/.test(paragraph.language) ? paragraph.language : '';
  return { kind: 'code', code: code.trimEnd(), language };
}

function tidySpans(spans: Spans): Spans {
  const parts = merged(spans.flatMap(outsideSpaces));
  return trimLines(parts);
}

/** Moments do not occur in decks; written out they would be letters. */
function runOf(span: Span): Run {
  return typeof span === 'string' || 'at' in span
    ? { text: typeof span === 'string' ? span : '' }
    : span;
}

function isPlain(run: Run): boolean {
  return run.bold !== true && run.italic !== true && run.code !== true && run.link === undefined;
}

function outsideSpaces(span: Span): readonly Run[] {
  const run = runOf(span);
  if (isPlain(run)) return [run];
  if (run.code === true) {
    const code = withoutEdges(run.text).replaceAll('\n', ' ');
    return code.trim() === '' ? [{ text: ' ' }] : [{ ...run, text: code }];
  }
  const inner = run.text.trim();
  if (inner === '') return [{ text: run.text }];
  const start = run.text.indexOf(inner);
  return [
    { text: run.text.slice(0, start) },
    { ...run, text: inner },
    { text: run.text.slice(start + inner.length) },
  ];
}

function sameStyle(a: Run, b: Run): boolean {
  return (
    a.bold === b.bold &&
    a.italic === b.italic &&
    a.link === b.link &&
    (a.code === true) === (b.code === true)
  );
}

function merged(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    const last = out.at(-1);
    if (last !== undefined && sameStyle(last, run))
      out[out.length - 1] = { ...last, text: last.text + run.text };
    else out.push(run);
  }
  return out;
}

/** Lines without the spaces around their ends, and without empty lines; the first and the last keep their outer ones. */
function withoutEdges(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines
    .map((line, place) => {
      const start = place === 0 ? line : line.trimStart();
      return place === last ? start : start.trimEnd();
    })
    .filter((line, place) => line !== '' || place === 0 || place === last)
    .join('\n');
}

/** No space before or after a line end, none at either edge, and never two line ends in a row. */
function trimLines(runs: readonly Run[]): Spans {
  let atStart = true;
  const out: Run[] = [];
  for (const [place, run] of runs.entries()) {
    if (run.code === true) {
      out.push(run);
      atStart = false;
      continue;
    }
    let text = withoutEdges(run.text);
    if (atStart) text = text.trimStart();
    const next = runs[place + 1];
    if (next === undefined) text = text.trimEnd();
    else if (next.text.startsWith('\n')) text = text.trimEnd() + (text.endsWith('\n') ? '\n' : '');
    if (text === '') continue;
    out.push({ ...run, text });
    atStart = text.endsWith('\n');
  }
  return out.map((run) => (isPlain(run) ? run.text : run));
}
