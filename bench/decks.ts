import { readFileSync } from 'node:fs';
import { lintContext } from '../src/cli/lint-context.ts';
import { lintDeck } from '../src/decks/linting/lint.ts';
import { deckFiles, lintPaths } from '../src/decks/linting/lint-paths.ts';
import { scoreTable } from '../src/decks/linting/summary.ts';

const TODAY = new Date().toISOString().slice(0, 10);
const QUESTIONS = 1_700;

/** What guessing gets of each deck without knowing anything, and how long decks take to be read and linted. */
export async function benchDecks(): Promise<void> {
  const { decks } = await lintPaths(['decks'], lintContext(TODAY));
  for (const line of scoreTable(decks)) process.stdout.write(`${line}\n`);
  for (const file of await deckFiles('decks')) {
    const source = readFileSync(file, 'utf8');
    process.stdout.write(`${file}: ${workOf(() => lintDeck(source, file, lintContext(TODAY)))}\n`);
  }
  const large = collection(QUESTIONS);
  const took = workOf(() => lintDeck(large, 'large.yaml', lintContext(TODAY)));
  process.stdout.write(`${QUESTIONS} short questions without reasons: ${took}\n`);
}

/** A collection as imports make them. */
function collection(count: number): string {
  const questions = Array.from(
    { length: count },
    (_, place) => `  - id: q${place}
    ask: Which of the towns of ${place * 7919} lies on river ${place}?
    options:
      - {text: Town ${place}, key: true}
      - {text: Village ${place + 1}}
      - {text: City ${place * 31}}
      - {text: Port ${place * 17}}
`,
  );
  return `deck: large\ntitle: Large\nreasons: partial\nquestions:\n${questions.join('')}`;
}

/** The processor's time, the best of three. */
function workOf(work: () => unknown): string {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return `${Math.round(times[0] ?? 0)} ms at first, ${Math.round(Math.min(...times))} ms at best`;
}
