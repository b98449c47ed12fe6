import { describe, expect, it } from 'vitest';
import { carriedFrom } from './carry.ts';

describe('GIFT', () => {
  it('gives stem, options, key, reasons, explanation, title, tags and category', () => {
    const { questions, not } = carriedFrom(
      'gift',
      `// a comment
$CATEGORY: $course$/top/Default for X/Databases/Indexes

// [tag:b-trees]
::Index order::Which order does a B-tree keep?{
  =Sorted#Ranges are read in a row.
  ~Random#That is a heap\\: it keeps none.
  ####An index is a sorted copy.
}
`,
    );
    expect(not).toEqual([]);
    expect(questions).toEqual([
      {
        line: 5,
        name: 'Index order',
        ask: 'Which order does a B-tree keep?',
        options: ['+Sorted', 'Random'],
        whys: ['Ranges are read in a row.', 'That is a heap: it keeps none.'],
        explain: 'An index is a sorted copy.',
        tags: ['databases', 'indexes', 'b-trees'],
        marks: [],
      },
    ]);
  });

  it('has statements: the first reason is for a wrong answer, the second for a right one', () => {
    const { questions } = carriedFrom('gift', 'Water is wet.{F#it is#well seen####why}');
    expect(questions).toMatchObject([
      { options: ['True', '+False'], whys: ['it is', 'well seen'], explain: 'why' },
    ]);
  });

  it('puts a line where a word is missing', () => {
    const { questions } = carriedFrom('gift', 'A list is {=mutable ~frozen} in Python.');
    expect(questions).toMatchObject([
      { ask: 'A list is _____ in Python.', options: ['+mutable', 'frozen'] },
    ]);
  });

  it('unescapes, and shows signs of Markdown and HTML as they were', () => {
    const { questions } = carriedFrom('gift', 'What is 1\\=1 \\{\\} \\\\n <b> *x*?{=a\\nb ~\\~c}');
    expect(questions).toMatchObject([
      { ask: 'What is 1=1 {} \\n \\<b> \\*x\\*?', options: ['+a\\\nb', '~c'] },
    ]);
  });

  it('reads HTML and Markdown where it says so', () => {
    const { questions } = carriedFrom(
      'gift',
      '[html]<p>Is <code>a</code> &lt; b?</p>{=<b>yes</b> ~[plain]<b>no</b>}\n\n[markdown]Is `a` *b*?{=`x` ~y}',
    );
    expect(questions).toMatchObject([
      { ask: 'Is `a` \\< b?'.replace('\\<', '<'), options: ['+**yes**', '\\<b>no\\</b>'] },
      { ask: 'Is `a` *b*?', options: ['+`x`', 'y'] },
    ]);
  });

  it.each([
    ['Essay?{}', 'an essay has no options'],
    ['Number?{#5:1}', 'a numerical question has no options'],
    ['Typed?{=a =b}', 'the answer is typed'],
    ['Typed?{One}', 'the answer is typed'],
    ['Match?{=a -> b =c -> d}', 'a matching question has no single key'],
    ['Half?{~%50%a ~%50%b ~c}', 'an option weighs 50%: a deck has right and wrong only'],
    ['Two?{=a =b ~c}', 'it has 2 keys: a deck asks for one'],
    ['None?{~a ~b}', 'none of its options is a key'],
    ['Open?{=a ~b', 'its answers have no closing }: add it, or escape { as \\{'],
    ['Just words.', 'a description asks nothing'],
    ['Same?{=a ~b ~b}', 'two options say the same'],
    ['Many?{=1 ~2 ~3 ~4 ~5 ~6 ~7 ~8 ~9}', 'it has 9 options: a deck takes 8'],
    ['[html]<img src="a.png">{=a ~b}', 'the stem is empty without its picture'],
    [`${'long '.repeat(300)}?{=a ~b}`, 'the stem has 1501 characters: a deck takes 1200'],
  ])('lists %s, and keeps the questions around it', (source, reason) => {
    const { questions, not } = carriedFrom('gift', `One?{=a ~b}\n\n${source}\n\nTwo?{=a ~b}`);
    expect(questions.map(({ ask }) => ask)).toEqual(['One?', 'Two?']);
    expect(not).toEqual([`3: ${reason}`]);
  });

  it('takes a penalty for a wrong option as wrong', () => {
    const { questions } = carriedFrom('gift', 'Which?{~%-50%a ~%100%b}');
    expect(questions).toMatchObject([{ options: ['a', '+b'] }]);
  });

  it('parts a stem that is too long into stem and context', () => {
    const { questions } = carriedFrom('gift', `First.\\n\\n${'more '.repeat(300)}{=a ~b}`);
    expect(questions).toMatchObject([
      { ask: 'First.', marks: ['a long stem was parted into stem and context'] },
    ]);
  });

  it('counts a control character of such a stem once', () => {
    const { questions } = carriedFrom('gift', `First.\u0007\\n\\n${'more '.repeat(300)}{=a ~b}`);
    expect(questions[0]?.marks).toContain('control characters were removed: 1');
  });

  it('marks what leans on the order of options, formulas, sound and pictures', () => {
    const { questions } = carriedFrom(
      'gift',
      '[html]Is \\\\(x^2\\\\) big? <img src\\="d/a.png">{=All of the above ~A and B}',
    );
    expect(questions[0]?.marks).toEqual([
      'a picture is left out: a.png',
      'LaTeX is shown as its letters: \\(x^2\\)',
      'an option is about the other options: All of the above',
      'a text names a letter: A and B',
    ]);
  });
});

describe('Aiken', () => {
  it('gives questions with either sign after the letter', () => {
    const { questions, not } = carriedFrom(
      'aiken',
      'Which is a lock?\nA) Mutex\nB) Socket\nANSWER: A\n\nWhich is a queue?\nA. LIFO\nB.FIFO\nanswer: b\n',
    );
    expect(not).toEqual([]);
    expect(questions).toMatchObject([
      { line: 1, ask: 'Which is a lock?', options: ['+Mutex', 'Socket'] },
      { line: 6, ask: 'Which is a queue?', options: ['LIFO', '+FIFO'] },
    ]);
  });

  it.each([
    ['Q\nA) x\nANSWER: A', '1: it has one option only'],
    ['A) x\nB) y\nANSWER: A', '1: the options have no question above them'],
    ['ANSWER: A', '1: ANSWER stands without a question'],
    ['Q\nA) x\nB) y\nANSWER: C', '1: ANSWER names C, which is no option'],
    ['Q\nA) x\nB) y\nANSWER: A, B', '1: it has 2 keys: a deck asks for one'],
    ['Q\nA) x\nB) y\n', '1: it has no line ANSWER: with its key'],
  ])('lists %j', (source, reason) => {
    const { questions, not } = carriedFrom('aiken', `${source}\n\nGood?\nA) x\nB) y\nANSWER: A\n`);
    expect(not).toEqual([reason]);
    expect(questions).toMatchObject([{ ask: 'Good?' }]);
  });
});

const quiz = (inner: string): string => `<?xml version="1.0"?>\n<quiz>\n${inner}\n</quiz>`;
const choice = `<question type="multichoice">
  <name><text>Number of roots</text></name>
  <questiontext format="html"><text><![CDATA[<p>How many <b>roots</b>?</p>]]></text></questiontext>
  <generalfeedback format="html"><text>&lt;p&gt;Count.&lt;/p&gt;</text></generalfeedback>
  <answer fraction="0.0" format="html"><text><![CDATA[<p>one</p>]]></text>
    <feedback format="html"><text>no &amp;amp; no</text></feedback></answer>
  <answer fraction="100.0" format="html"><text><![CDATA[<p>two</p>]]></text></answer>
  <tags><tag><text>Algebra I</text></tag></tags>
</question>`;

describe('Moodle XML', () => {
  it('gives stem, options, key, reasons, explanation, name, tags and category', () => {
    const category =
      '<question type="category"><category><text>$module$/top/Maths</text></category></question>';
    const { questions, not } = carriedFrom('moodle-xml', quiz(`${category}\n${choice}`));
    expect(not).toEqual([]);
    expect(questions).toEqual([
      {
        line: 4,
        name: 'Number of roots',
        ask: 'How many **roots**?',
        options: ['one', '+two'],
        whys: ['no & no'],
        explain: 'Count.',
        tags: ['maths', 'algebra-i'],
        marks: [],
      },
    ]);
  });

  it('has statements', () => {
    const { questions } = carriedFrom(
      'moodle-xml',
      quiz(
        '<question type="truefalse"><questiontext format="markdown"><text>Is `x` so?</text></questiontext><answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>',
      ),
    );
    expect(questions).toMatchObject([{ ask: 'Is `x` so?', options: ['True', '+False'] }]);
  });

  it.each([
    'shortanswer',
    'matching',
    'numerical',
    'cloze',
    'essay',
    'description',
    'ddwtos',
    'new',
  ])('lists a question of type %s', (type) => {
    const { questions, not } = carriedFrom(
      'moodle-xml',
      quiz(`<question type="${type}"></question>${choice}`),
    );
    expect(questions).toHaveLength(1);
    expect(not).toHaveLength(1);
  });

  it('keeps what stands before broken XML, and says where it breaks', () => {
    const { questions, not } = carriedFrom('moodle-xml', `${quiz(choice)}\n<question & broken`);
    expect(questions).toHaveLength(1);
    expect(not[0]).toMatch(/^1[3-5]: its XML is broken: /);
  });

  it.each([
    ['an ampersand', 'How many & which', 'How many & which'],
    ['an entity of HTML', 'How&nbsp;many', 'How many'],
    ['two entities of nobody', 'How &foo; many &bar;', 'How \\&foo; many \\&bar;'],
  ])('takes %s outside of CDATA as letters, and lists nothing', (_name, words, stem) => {
    const plain = choice.replace('<![CDATA[<p>How many <b>roots</b>?</p>]]>', words);
    const { questions, not } = carriedFrom('moodle-xml', quiz(`${plain}\n${choice}`));
    expect(not).toEqual([]);
    expect(questions).toMatchObject([{ ask: stem }, { ask: 'How many **roots**?' }]);
  });

  it.each([
    ['a reference to no letter', (good: string) => good.replace('Number', '&#0; &#1;'), 4],
    [
      'an end tag of nothing',
      (good: string) => good.replace('roots</text>', 'roots</i></text>'),
      4,
    ],
    ['no end tag', (good: string) => good.replace('</question>', ''), 3],
    ['a tag left open', (good: string) => good.replace('</tags>', ''), 11],
  ])('lists a question with %s once, and loses no other', (_name, spoil, line) => {
    const { questions, not } = carriedFrom(
      'moodle-xml',
      quiz(`${spoil(choice)}\n${choice}\n${spoil(choice)}`),
    );
    expect(questions).toMatchObject([{ ask: 'How many **roots**?' }]);
    expect(not).toHaveLength(2);
    expect(not[0]).toMatch(new RegExp(`^${line}: its XML is broken: `));
  });

  it('expands no entities of its own', () => {
    const bomb = `<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`;
    const { questions } = carriedFrom(
      'moodle-xml',
      `${bomb}<quiz>${choice.replace('How many', 'How &b;').replace('<![CDATA[', '').replace(']]>', '')}</quiz>`,
    );
    expect(JSON.stringify(questions)).not.toContain('aaaa');
  });

  it('is refused where it nests too deep', () => {
    const deep = quiz(`<question>${'<a>'.repeat(100)}`);
    expect(() => carriedFrom('moodle-xml', deep)).toThrow(
      /^nests deeper than 64 elements \(line 3\)/,
    );
  });
});
