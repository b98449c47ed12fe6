import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseSpreadsheet } from '../../../src/decks/importing/kahoot-xlsx.ts';
import { carried, carriedFrom } from './carry.ts';

const csv = (text: string, columns: Readonly<Record<string, string>> = {}) =>
  carriedFrom('csv', text, { columns: new Map(Object.entries(columns)) });

describe('a table', () => {
  it('may have an option in each column, and the key as a letter, a number or in words', () => {
    const { questions, not } = csv(
      `Question,Option A,Option B,Option C,Correct Answer,Explanation,Category,Difficulty
"What, then?",one,two,,B,since,Science;Maths,easy
Where?,here,there,,2,,,
Who?,me,you,them,them,,,
`,
    );
    expect(not).toEqual([]);
    expect(questions).toMatchObject([
      {
        line: 2,
        ask: 'What, then?',
        options: ['one', '+two'],
        explain: 'since',
        tags: ['science', 'maths'],
        level: 1,
      },
      { line: 3, options: ['here', '+there'] },
      { line: 4, options: ['me', 'you', '+them'] },
    ]);
  });

  it('may have all options in one cell, or wrong ones apart', () => {
    expect(csv('frage;optionen;lösung\nWas?;a|b|c;c\n').questions).toMatchObject([
      { ask: 'Was?', options: ['a', 'b', '+c'] },
    ]);
    expect(csv('question,answer,wrong 1,wrong 2\nWhat?,x,y,z\n').questions).toMatchObject([
      { options: ['+x', 'y', 'z'] },
    ]);
    expect(csv('question,answers,answer\nWhat?,A) x; B) y,B\n').questions).toMatchObject([
      { options: ['x', '+y'] },
    ]);
  });

  it('may name no options where a statement is true or false', () => {
    expect(csv('question,answer\nIs it?,0\nWas it?,true\n').questions).toMatchObject([
      { options: ['True', '+False'] },
      { options: ['+True', 'False'] },
    ]);
  });

  it('counts keys from 0 where one of them is 0, with a word', () => {
    const { questions, notes } = csv('question,a,b,correct\nX?,p,q,0\nY?,p,q,1\n');
    expect(questions).toMatchObject([{ options: ['+p', 'q'] }, { options: ['p', '+q'] }]);
    expect(notes).toEqual([
      'keys are numbers from 0, since one of them is 0: check the first questions',
    ]);
  });

  it('has its columns named by the author', () => {
    const { questions } = csv('Prompt text,R,F1\nWhat?,x,y\n', {
      question: 'prompt TEXT',
      correct: 'R',
      wrong1: 'F1',
    });
    expect(questions).toMatchObject([{ ask: 'What?', options: ['+x', 'y'] }]);
  });

  it.each([
    ['Q?,a,b,5', '2: its key “5” is none of its options'],
    ['Q?,a,b,', '2: no cell names its key'],
    ['Q?,2,1,1', '2: its key “1” may be a place or the words of another option'],
    ['Q?,a,b,AB', '2: it has 2 keys: a deck asks for one'],
    [',a,b,A', '2: the question is empty'],
    ['Q?,,,A', '2: it has no wrong options: the answer is typed, or is the back of a card'],
  ])('lists %s', (row, reason) => {
    const { questions, not } = csv(`question,option 1,option 2,correct\n${row}\nGood?,a,b,A\n`);
    expect(questions).toMatchObject([{ ask: 'Good?' }]);
    expect(not).toEqual([reason]);
  });

  it('loses one row by a quotation mark that is not closed', () => {
    const { questions, not } = csv('question,a,b,correct\n"Bad?,x,y,A\nGood?,x,y,A\nToo?,x,y,B\n');
    expect(questions.map(({ line, ask }) => [line, ask])).toEqual([
      [3, 'Good?'],
      [4, 'Too?'],
    ]);
    expect(not).toEqual(['2: a quotation mark is not closed: close it']);
  });

  it('says which column is missing', () => {
    expect(csv('Eins,Zwei\n1,2\n').not).toEqual([
      '1: no column is named question (found: Eins, Zwei): give the right column that name',
    ]);
  });

  it('may begin with the separator that a spreadsheet wrote', () => {
    const { questions } = csv('sep=;\nquestion;a;b;correct\nX, or what?;p;q;A\n');
    expect(questions).toMatchObject([{ line: 3, ask: 'X, or what?' }]);
  });
});

describe("Anki's text", () => {
  it('has its fields named, HTML, and tags in their column', () => {
    const { questions, not } = carriedFrom(
      'anki-text',
      '#separator:tab\n#html:true\n#columns:Question\tOption 1\tOption 2\tAnswer\tTags\n#tags column:5\n"What is <b>""x""</b>? [sound:a.mp3]"\tp &lt; q\tq\t1\tmaths hard\n',
    );
    expect(not).toEqual([]);
    expect(questions).toMatchObject([
      {
        line: 5,
        ask: 'What is **"x"**?',
        options: ['+p < q', 'q'],
        tags: ['maths', 'hard'],
        marks: ['sound or video is left out: a.mp3'],
      },
    ]);
  });

  it('knows the notes of multiple choice by their shape', () => {
    const { questions, not } = carriedFrom(
      'anki-text',
      '#separator:semicolon\n#html:false\nWhich?;Title;2;a;b;c;;;0 1 0;;because\nBoth?;;1;a;b;;;;1 1;;\nEach?;;0;a;b;;;;1 0;;\nFront;Back\n',
    );
    expect(questions).toMatchObject([
      { name: 'Title', options: ['a', '+b', 'c'], explain: 'because' },
    ]);
    expect(not).toEqual([
      '6: a card with two sides has no wrong options',
      '4: it has 2 keys: a deck asks for one',
      '5: each statement of a kprim question is true or false for itself',
    ]);
  });
});

const sheet = (rows: string): string =>
  `<worksheet xmlns="x"><sheetData>${rows}</sheetData></worksheet>`;
const text = (at: string, words: string): string =>
  `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;

describe("Kahoot's spreadsheet", () => {
  it('has its headers in row 8, and the key as a number', () => {
    const bytes = zipSync({
      'xl/worksheets/sheet1.xml': strToU8(
        sheet(
          `<row r="1">${text('A1', 'Quiz template')}</row>
           <row r="8">${text('B8', 'Question - max 120 characters')}${text('C8', 'Answer 1 - max 75 characters')}${text('D8', 'Answer 2 - max 75 characters')}${text('G8', 'Time limit (sec) – 5, 10')}${text('H8', 'Correct answer(s) - choose at least one')}</row>
           <row r="9"><c r="A9"><v>1</v></c><c r="B9" t="s"><v>0</v></c><c r="C9"><v>42</v></c><c r="D9" s="1"><v>45000</v></c><c r="H9"><v>1</v></c></row>
           <row r="10"><c r="A10"><v>2</v></c>${text('B10', 'Two?')}${text('C10', 'a')}${text('D10', 'b')}${text('H10', '1,2')}</row>
           <row r="11"><c r="A11"><v>3</v></c></row>`,
        ),
      ),
      'xl/sharedStrings.xml': strToU8('<sst><si><r><t>How </t></r><r><t>many?</t></r></si></sst>'),
      'xl/styles.xml': strToU8(
        '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      ),
    });
    const { questions, not, notes } = carried(parseSpreadsheet(bytes, new Map()));
    expect(questions).toMatchObject([{ line: 9, ask: 'How many?', options: ['+42', '45000'] }]);
    expect(not).toEqual(['10: it has 2 keys: a deck asks for one']);
    expect(notes).toEqual(['cells hold dates, which became numbers (D9): format them as text']);
  });
});
