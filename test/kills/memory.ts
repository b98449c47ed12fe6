import { Database, type Connection } from '../../src/store/sqlite/driver.ts';
import type { Shown, Side } from './side.ts';

interface Pressed {
  readonly round: string;
  readonly member: string;
  /** Places in the dealt order that were pressed until one was acknowledged; the first that arrived counts. */
  readonly places: number[];
  /** When the platform was told that all is well; null: never. */
  acknowledgedAt: number | null;
}

/** What people did and were told, to be compared with what is kept. */
export class Memory {
  private readonly pressed = new Map<string, Pressed>();
  acknowledged = 0;

  /** Presses, and remembers whether the platform was told that all is well. */
  async press(side: Side, question: Shown, member: number, code: string): Promise<void> {
    const [, , round = '', place = ''] = code.split('.');
    const id = side.memberId(member);
    const key = `${id} ${round}`;
    const before = this.pressed.get(key) ?? {
      round,
      member: id,
      places: [],
      acknowledgedAt: null,
    };
    this.pressed.set(key, before);
    if (before.acknowledgedAt === null) before.places.push(Number(place));
    const told = await question.press(member, code).catch(() => false);
    if (!told || before.acknowledgedAt !== null) return;
    before.acknowledgedAt = Date.now();
    this.acknowledged += 1;
  }

  /** What was acknowledged and is not kept, and what stands in a channel twice or not at all. */
  compare(file: string, sides: readonly Side[]): readonly string[] {
    const database = new Database(file, { readonly: true });
    try {
      return [...this.lost(database), ...wrongPosts(database, sides)];
    } finally {
      database.close();
    }
  }

  private *lost(database: Connection): Iterable<string> {
    const roundOf = database.prepare<[string], RoundRow>(
      'SELECT r.dealt, r.closed_at, q.body FROM rounds r JOIN questions q ON q.workspace = r.workspace AND q.hash = r.question_hash WHERE r.id = ?',
    );
    const answerOf = database.prepare<[string, string], { option_id: string }>(
      'SELECT option_id FROM answers WHERE round = ? AND member = ?',
    );
    for (const { round, member, places, acknowledgedAt } of this.pressed.values()) {
      if (acknowledgedAt === null) continue;
      const kept = roundOf.get(round);
      if (kept === undefined) {
        yield `round ${round} was on show and is not kept`;
        continue;
      }
      const answer = answerOf.get(round, member);
      if (answer === undefined) {
        // A click after the close explains and is not kept.
        const inTime = kept.closed_at === null || kept.closed_at > acknowledgedAt;
        if (inTime) yield `the answer of ${member} in round ${round} was acknowledged and is lost`;
        continue;
      }
      const pressed = places.map((place) => optionAt(kept, place));
      if (!pressed.includes(answer.option_id))
        yield `${member} pressed ${pressed.join(' or ')} in round ${round}, kept is ${answer.option_id}`;
    }
  }
}

interface RoundRow {
  readonly dealt: string;
  readonly closed_at: number | null;
  readonly body: string;
}

function optionAt({ dealt, body }: RoundRow, place: number): string {
  const order: readonly number[] = JSON.parse(dealt);
  const { question }: { question: { options: readonly { id: string }[] } } = JSON.parse(body);
  return question.options[order[place] ?? -1]?.id ?? 'nothing';
}

function* wrongPosts(database: Connection, sides: readonly Side[]): Iterable<string> {
  const rows = database
    .prepare<[], { name: string; state: string; message: string | null; error: string | null }>(
      "SELECT name, state, message, error FROM posts WHERE kind = 'post'",
    )
    .all();
  const shown = sides.flatMap((side) => side.shown());
  const known = new Map<string, string>();
  for (const { name, state, message, error } of rows) {
    if (state !== 'sent' || message === null) {
      yield `post ${name} is ${state}: ${error ?? 'no reason'}`;
      continue;
    }
    if (known.has(message)) yield `posts ${known.get(message)} and ${name} are one message`;
    known.set(message, name);
    if (!shown.some(({ id }) => id === message)) yield `post ${name} was sent and is nowhere`;
  }
  for (const { id, answers } of shown) {
    if (!known.has(id))
      yield `message ${id}${answers === null ? '' : ` in answer to ${answers}`} is in no outbox: posted twice`;
  }
}
