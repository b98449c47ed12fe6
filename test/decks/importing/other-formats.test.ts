import { describe, expect, it } from 'vitest';
import { carriedFrom } from './carry.ts';
import { cpuTime } from './cpu-time.ts';

describe('Open Trivia DB', () => {
  const one = {
    type: 'multiple',
    difficulty: 'hard',
    category: 'Science: Computers',
    question: 'What is &quot;&lt;b&gt;&quot; &amp; why?',
    correct_answer: 'Bold',
    incorrect_answers: ['A &#039;tag&#039;', '*Big*'],
  };

  it('has its entities decoded, and tags and a level', () => {
    const { questions } = carriedFrom('opentdb', JSON.stringify({ results: [one] }, null, 1));
    expect(questions).toMatchObject([
      {
        line: 3,
        ask: 'What is "\\<b>" & why?',
        options: ['+Bold', "A 'tag'", '\\*Big\\*'],
        tags: ['science-computers'],
        level: 3,
      },
    ]);
  });

  it('loses one broken question only', () => {
    const text = `[${JSON.stringify(one)},\n{"question": "x", "correct_answer": },\n{"question": 1},\n${JSON.stringify(one)}]`;
    const { questions, not } = carriedFrom('opentdb', text);
    expect(questions.map(({ line }) => line)).toEqual([1, 4]);
    expect(not).toEqual([
      '2: it lacks question, correct_answer or incorrect_answers',
      '3: it lacks question, correct_answer or incorrect_answers',
    ]);
  });

  it('is refused where it nests too deep', () => {
    expect(() => carriedFrom('opentdb', '['.repeat(100))).toThrow(/^nests deeper than 64 levels/);
  });
});

describe('OpenTriviaQA', () => {
  it('loses a stem that no deck takes at once, however many signs of Markdown it has', () => {
    const text = `#Q Which? ${'- [ ] '.repeat(3_000)}\n^ x\nA x\nB y\n`;
    const spent = cpuTime(() => {
      const { not } = carriedFrom('opentriviaqa', text);
      expect(not).toEqual(['1: the stem has 18006 characters: a deck takes 1200']);
    });
    expect(spent).toBeLessThan(300);
  });

  it('has the key in words, lines that go on, and its file as category', () => {
    const { questions, not } = carriedFrom(
      'opentriviaqa',
      '\n#Q A poem:\nI am it.\nWho?\n^ The key\nA A lock\nB The key\n\n#Q None?\n^ x\nA y\nB z\n',
      { file: 'data/brain-teasers' },
    );
    expect(questions).toMatchObject([
      {
        line: 2,
        ask: 'A poem:\\\nI am it.\\\nWho?',
        options: ['A lock', '+The key'],
        tags: ['brain-teasers'],
      },
    ]);
    expect(not).toEqual(['9: its key “x” is none of its options']);
  });
});

describe("LakeYS's YAML", () => {
  it('has a level, and its category in a comment', () => {
    const { questions, not } = carriedFrom(
      'lakeys',
      '# Category 0 - Science\n---\nquestions:\n- question: "Is it?"\n  difficulty: easy\n  correct_answer: "True"\n  incorrect_answers:\n  - "False"\n- question: bad\n',
    );
    expect(questions).toMatchObject([
      { line: 4, ask: 'Is it?', level: 1, tags: ['science'], options: ['+True', 'False'] },
    ]);
    expect(not).toEqual(['9: it lacks question, correct_answer or incorrect_answers']);
  });

  it('is refused with aliases', () => {
    const text = 'a: &a [x]\nquestions: [*a, *a]\ncorrect_answer: 1\n';
    expect(() => carriedFrom('lakeys', text)).toThrow(
      /^anchors \(&name\) are not allowed \(line 1\)/,
    );
  });
});

describe('Razzia', () => {
  it('counts solutions from 0, in its forms of today and before', () => {
    const text = JSON.stringify({
      subject: 'Git',
      questions: [
        {
          type: 'single',
          question: 'One?',
          answers: ['a', 'b'],
          solutions: [1],
          cooldown: 3,
          time: 30,
        },
        { question: 'Two?', answers: ['a', 'b'], solution: 0, image: 'https://x.example/p/a.webp' },
        { question: 'Three?', answers: ['a', 'b'], solutions: [0, 1] },
        { question: 'Four?', answers: ['a', 'b'], solutions: [2] },
      ],
    });
    const { questions, not } = carriedFrom('razzia', text);
    expect(questions).toMatchObject([
      { ask: 'One?', options: ['a', '+b'], tags: ['git'] },
      { ask: 'Two?', options: ['+a', 'b'], marks: ['a picture is left out: a.webp'] },
    ]);
    expect(not).toEqual([
      '1: it has 2 keys: a deck asks for one',
      '1: its solution is no place among its answers',
    ]);
  });

  it('has surveys without keys', () => {
    const text = '{"gameMode":"survey","questions":[{"question":"?","answers":["a","b"]}]}';
    expect(carriedFrom('razzia', text).not).toEqual(['1: a survey has no key']);
  });
});

describe('Markdown', () => {
  it('may be one question a file, with code in options and reasons below them', () => {
    const { questions } = carriedFrom(
      'markdown',
      `---
question: "Which \`key\` is it?"
documentation: "https://docs.example.com/a"
difficulty: medium
---

\`\`\`yaml
on: push
\`\`\`

- [x] This one
  \`\`\`yaml
  on: push
  \`\`\`
> Because of **that**.
- [ ] \`other\`
> No.
`,
      { file: 'content/actions/de/question-008.md' },
    );
    expect(questions).toEqual(
      [
        {
          line: 1,
          name: 'actions-question-008',
          ask: 'Which `key` is it?',
          context: '```yaml\non: push\n```',
          options: ['+This one\n\n```yaml\non: push\n```', '`other`'],
          whys: ['Because of **that**.', 'No.'],
          tags: [],
          sources: [{ title: 'docs.example.com', url: 'https://docs.example.com/a' }],
          level: 2,
          marks: [],
        },
      ].map(({ tags, ...question }) => (tags.length === 0 ? question : { ...question, tags })),
    );
  });

  it('may have one question under each heading', () => {
    const { questions, not } = carriedFrom(
      'markdown',
      '# Quiz\n\nWelcome.\n\n### Berlin?\n\n> A hint\n\n1. [x] yes\n    > it is\n1. [ ] no\n\n## Order!\n\n1. a\n2. b\n',
    );
    expect(questions).toMatchObject([
      {
        line: 5,
        ask: 'Berlin?',
        options: ['+yes', 'no'],
        whys: ['it is'],
        marks: ['a hint is left out'],
      },
    ]);
    expect(not).toEqual(['13: a list without boxes is no choice: a sequence is not carried']);
  });

  it('keeps what decks do not show as letters, and leaves out pictures by name', () => {
    const { questions } = carriedFrom(
      'markdown',
      '## Which <br> is ![alt text](img/a.png "t") it?\n\n- [x] [x](/relative)\n- [ ] b\n',
    );
    expect(questions).toMatchObject([{ options: ['+\\[x](/relative)', 'b'] }]);
    expect(questions[0]?.marks[0]).toBe('a picture is left out: a.png');
  });

  it.each([
    ['---\nquestion: [\n---\n- [x] a\n- [ ] b\n', 'the lines between --- are broken: '],
    ['---\nquestion: q\n---\nnothing\n', 'it has no options: write them as - [ ] and - [x]'],
    ['---\nquestion: q\ndraft: true\n---\n- [x] a\n- [ ] b\n', 'it is a draft'],
    ['---\nquestion: q\n---\n- [x] a\n- [x] b\n', 'it has 2 keys: a deck asks for one'],
  ])('lists %j', (text, reason) => {
    const { not } = carriedFrom('markdown', text);
    expect(not).toHaveLength(1);
    expect(not[0]).toContain(`1: ${reason}`);
  });
});
