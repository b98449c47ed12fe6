import { Database } from '../src/store/sqlite/driver.ts';
import { deckOf, pinOf, question } from '../test/stories/decks.ts';

export const WORKSPACE = 'web:local';
const DECKS = 100;
const QUESTIONS = 50;
const MEMBERS = 2_000;
/** Answers of each round: a million in all. */
const ANSWERS = 200;
const OPTIONS = ['red', 'green', 'blue', 'grey'];
const FIRST_DAY = Date.parse('2026-01-05T09:00:00Z');
const DAY_MS = 86_400_000;

type Insert = (row: Readonly<Record<string, string | number>>) => void;

/** Fills an empty database with 100 decks and a million answers. */
export function fillDatabase(file: string): void {
  const database = new Database(file);
  database.pragma('foreign_keys = off');
  database.pragma('synchronous = off');
  const into = (table: string, columns: readonly string[]): Insert => {
    const values = columns.map((column) => `@${column}`).join(', ');
    const statement = database.prepare(
      `insert into ${table} (workspace, ${columns.join(', ')}) values ('${WORKSPACE}', ${values})`,
    );
    return (row) => statement.run(row);
  };
  database.transaction(() => {
    database.exec(`insert into workspaces values ('${WORKSPACE}', 'web', '', 0, null)`);
    into('channels', ['id', 'zone', 'language', 'created_at'])({
      id: 'c',
      zone: 'UTC',
      language: 'en',
      created_at: 0,
    });
    const member = into('members', ['id', 'name', 'joined_at']);
    for (let one = 0; one < MEMBERS; one += 1) member({ id: `m${one}`, name: '', joined_at: 0 });
    for (let deck = 0; deck < DECKS; deck += 1) addDeck(into, deck);
  })();
  database.close();
}

function addDeck(
  into: (table: string, columns: readonly string[]) => Insert,
  number: number,
): void {
  const questions = Array.from({ length: QUESTIONS }, (_, at) => question(`q${at}`));
  const deck = deckOf(`d${number}`, questions);
  const pinned = into('questions', ['hash', 'deck', 'question', 'body']);
  const times = ['opened_at', 'closed_at', 'day', 'zone'];
  const asked = ['id', 'channel', 'question_hash', 'deck', 'question', 'dealt', 'keys', ...times];
  const round = into('rounds', asked);
  const where = ['channel', 'deck', 'question', 'week', 'month', 'at'];
  const answer = into('answers', ['round', 'member', 'option_id', 'is_right', 'counts', ...where]);
  for (const [at, one] of questions.entries()) {
    const pin = pinOf(deck, one);
    const of = { deck: deck.id, question: one.id };
    const id = `${deck.id}-${one.id}`;
    const opened = FIRST_DAY + at * DAY_MS;
    pinned({ ...of, hash: pin.hash, body: JSON.stringify(pin) });
    round({
      ...of,
      id,
      channel: 'c',
      question_hash: pin.hash,
      dealt: '[0,1,2,3]',
      keys: '["green"]',
      opened_at: opened,
      closed_at: opened + DAY_MS,
      day: new Date(opened).toISOString().slice(0, 10),
      zone: 'UTC',
    });
    for (let giver = 0; giver < ANSWERS; giver += 1) {
      const who = (number * 37 + giver) % MEMBERS;
      const option = OPTIONS[(giver * 7 + at * 3 + (who % 3)) % 4] ?? 'red';
      answer({
        ...of,
        round: id,
        member: `m${who}`,
        option_id: option,
        is_right: option === 'green' ? 1 : 0,
        counts: 1,
        channel: 'c',
        week: '2026-01-05',
        month: '2026-01',
        at: opened + giver,
      });
    }
  }
}
