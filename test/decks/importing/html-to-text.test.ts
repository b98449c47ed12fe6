import { describe, expect, it } from 'vitest';
import { decodeEntities, htmlToText } from '../../../src/decks/importing/html-to-text.ts';
import { textToMarkdown } from '../../../src/decks/importing/text-to-markdown.ts';
import { workTime } from '../../work-time.ts';
import { markSaid } from './carry.ts';

const shown = (html: string): string | null => textToMarkdown(htmlToText(html).text);
const marks = (html: string): readonly string[] => htmlToText(html).marks.map(markSaid);

describe('HTML', () => {
  it.each([
    ['<p>The sun rises in which direction?</p>', 'The sun rises in which direction?'],
    ['<p>One</p>\n<p>Two &amp; three</p>', 'One\n\nTwo & three'],
    ['line<br/>break', 'line\\\nbreak'],
    ['<b>bold</b>, <em>italic</em>, <code>a_b</code>', '**bold**, *italic*, `a_b`'],
    ['What does &lt;b&gt; do?', 'What does \\<b> do?'],
    ['5 * 3&nbsp;=&nbsp;15', '5 * 3 = 15'],
    ['<ul><li>one</li><li><p>two</p></li></ul>', '- one\n- two'],
    ['<ol>\n<li>one</li>\n<li>two</li>\n</ol>', '1. one\n2. two'],
    [
      '<pre><code class="language-sql">select 1\n  from t</code></pre>',
      '```sql\nselect 1\n  from t\n```',
    ],
    ['<a href="https://a.example/x">there</a>', '[there](<https://a.example/x>)'],
    ['<a href="javascript:alert(1)">there</a>', 'there'],
    ['x<sup>2</sup> and H<sub>2</sub>O', 'x² and H₂O'],
    ['<!-- nothing -->seen<script>no()</script>', 'seen'],
    ['<h2>Title</h2>text', '**Title**\n\ntext'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a · b\\\nc'],
  ])('%s', (html, markdown) => {
    expect(shown(html)).toBe(markdown);
  });

  it('names what it leaves out', () => {
    expect(
      marks('<img src="@@PLUGINFILE@@/dir/3.png" alt="x"><audio src="a.mp3"></audio>'),
    ).toEqual(['a picture is left out: 3.png', 'sound or video is left out: a.mp3']);
    expect(marks('<table></table>x<sub>y</sub> \\(x^2\\)')).toEqual([
      'a table became lines of text',
      'subscript or superscript was written as letters: y',
      'LaTeX is shown as its letters: \\(x^2\\)',
    ]);
  });

  it.each([
    ['open tags', '<b>'.repeat(590)],
    [
      'different open tags over paragraphs',
      Array.from({ length: 295 }, (_, n) => `<b id=${n}><p>`).join(''),
    ],
    ['nested lists', '<ul><li>'.repeat(295)],
    ['nested tables', '<table><tr><td>'.repeat(195)],
    ['more tags than any text', '<i>'.repeat(100_000)],
  ])('of %s takes no second', (_name, html) => {
    expect(workTime(1_000, () => void htmlToText(html))).toBeLessThan(1_000);
  });
});

describe('entities', () => {
  it.each([
    ['&quot;Panic! At the Disco&quot;', '"Panic! At the Disco"'],
    ['Audi&#039;s', "Audi's"],
    ['&lt;b&gt; &eacute;', '<b> é'],
    ['a < b & c', 'a < b & c'],
  ])('%s', (letters, decoded) => {
    expect(decodeEntities(letters)).toBe(decoded);
  });
});
