import fc from '../../properties.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { deckHead, questionYaml } from '../../../src/decks/importing/to-deck-yaml.ts';

const options = [{ text: 'a', key: true }, { text: 'b' }];

describe('the YAML of a deck', () => {
  it('has blocks of lines for code, so that an author can go on with it', () => {
    const context = '```yaml\na:\n  b: 1\n```\n\nAnd then?';
    expect(questionYaml({ id: 'q', ask: 'What?', context, options })).toBe(`  - id: q
    ask: What?
    context: |-
      \`\`\`yaml
      a:
        b: 1
      \`\`\`

      And then?
    options:
      - text: a
        key: true
      - text: b
`);
  });

  it('gives any text back', () => {
    const text = fc
      .array(
        fc.constantFrom(
          ...Array.from('a 1:#-?&*!|>%@`"\'{}[],\\\n\t'),
          ': ',
          ' #',
          'yes',
          '---',
          '\n  ',
          '\n\n',
        ),
        { minLength: 1, maxLength: 14 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (ask, title) => {
        const yaml = deckHead({ deck: 'd', title }, 'x') + questionYaml({ id: 'q', ask, options });
        const read: unknown = parse(yaml, { schema: 'failsafe' });
        expect(read).toMatchObject({ title, questions: [{ ask }] });
      }),
      { numRuns: 1_000 },
    );
  });
});
