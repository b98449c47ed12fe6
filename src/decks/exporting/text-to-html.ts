import type { Paragraph, Span, Spans, Text } from '../../domain/text.ts';
import { tidyText } from '../importing/tidy-text.ts';

/** A text as HTML that shows it as it is, and that the importer reads back as it was. */
export function textToHtml(text: Text): string {
  return withoutAnkiSigns(tidyText(text).map(paragraphHtml).join(''));
}

function paragraphHtml(paragraph: Paragraph): string {
  switch (paragraph.kind) {
    case 'paragraph':
      return `<p>${spansHtml(paragraph.spans)}</p>`;
    case 'list': {
      const tag = paragraph.ordered ? 'ol' : 'ul';
      const items = paragraph.items.map((item) => `<li>${spansHtml(item)}</li>`).join('');
      return `<${tag}>${items}</${tag}>`;
    }
    case 'code': {
      const name = paragraph.language;
      const language = name === '' ? '' : ` class="language-${name}"`;
      return `<pre><code${language}>${escapeHtml(paragraph.code)}</code></pre>`;
    }
    default:
      return paragraph satisfies never;
  }
}

function spansHtml(spans: Spans): string {
  return spans.map(spanHtml).join('');
}

function spanHtml(span: Span): string {
  if (typeof span === 'string') return lettersHtml(span);
  if ('at' in span) return '';
  const inner =
    span.code === true ? `<code>${escapeHtml(span.text)}</code>` : lettersHtml(span.text);
  const italic = span.italic === true ? `<em>${inner}</em>` : inner;
  const bold = span.bold === true ? `<strong>${italic}</strong>` : italic;
  return span.link === undefined ? bold : `<a href="${escapeHtml(span.link)}">${bold}</a>`;
}

/** Anki's own signs for sound and gaps, which are letters here. */
function withoutAnkiSigns(html: string): string {
  return html.replaceAll('[sound:', '&#91;sound:').replaceAll('{{', '&#123;&#123;');
}

/** Browsers show several spaces as one: all but the first do not break. */
function lettersHtml(letters: string): string {
  return escapeHtml(letters)
    .replaceAll('\n', '<br>')
    .replaceAll(/(?<= ) /g, '&nbsp;');
}

export function escapeHtml(letters: string): string {
  return letters
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
