import type { KillDatabase } from './database.ts';
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
  async compare(database: KillDatabase, sides: readonly Side[]): Promise<readonly string[]> {
    return [...(await this.lost(database)), ...(await wrongPosts(database, sides))];
  }

  /** Answers that were acknowledged and are not kept. */
  async lost(database: KillDatabase): Promise<readonly string[]> {
    const rounds = new Map(
      (
        await database.rows<RoundRow & { id: string }>(
          'SELECT r.id, r.dealt, r.closed_at, q.body FROM rounds r JOIN questions q ON q.workspace = r.workspace AND q.hash = r.question_hash',
        )
      ).map((row) => [row.id, row]),
    );
    const answers = new Map(
      (
        await database.rows<{ round: string; member: string; option_id: string }>(
          'SELECT round, member, option_id FROM answers',
        )
      ).map((row) => [`${row.round} ${row.member}`, row.option_id]),
    );
    return [...this.pressed.values()].flatMap((pressed) => lostOf(pressed, rounds, answers));
  }
}

function lostOf(
  { round, member, places, acknowledgedAt }: Pressed,
  rounds: ReadonlyMap<string, RoundRow>,
  answers: ReadonlyMap<string, string>,
): readonly string[] {
  if (acknowledgedAt === null) return [];
  const kept = rounds.get(round);
  if (kept === undefined) return [`round ${round} was on show and is not kept`];
  const answer = answers.get(`${round} ${member}`);
  if (answer === undefined) {
    // A click after the close explains and is not kept.
    const inTime = kept.closed_at === null || kept.closed_at > acknowledgedAt;
    return inTime ? [`the answer of ${member} in round ${round} was acknowledged and is lost`] : [];
  }
  const pressed = places.map((place) => optionAt(kept, place));
  return pressed.includes(answer)
    ? []
    : [`${member} pressed ${pressed.join(' or ')} in round ${round}, kept is ${answer}`];
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

/** Posts that stand in a channel twice or not at all. */
export async function wrongPosts(
  database: KillDatabase,
  sides: readonly Side[],
): Promise<readonly string[]> {
  const rows = await database.rows<PostRow>(
    `SELECT name, state, message, error, channel, (SELECT count(*) FROM posts other
       WHERE other.workspace = posts.workspace AND other.channel = posts.channel
         AND other.state = 'sending') AS sending
     FROM posts WHERE kind = 'post'`,
  );
  const shown = sides.flatMap((side) => side.shown());
  const known = new Map<string, string>();
  const wrong: string[] = [];
  for (const { name, state, message, error, channel, sending } of rows) {
    if (state !== 'sent' || message === null) {
      const where = `in ${channel}, where ${sending} are under way`;
      wrong.push(`post ${name} is ${state} ${where}: ${error ?? 'no reason'}`);
      continue;
    }
    if (known.has(message)) wrong.push(`posts ${known.get(message)} and ${name} are one message`);
    known.set(message, name);
    if (!shown.some(({ id }) => id === message)) wrong.push(`post ${name} was sent and is nowhere`);
  }
  for (const { id, answers } of shown) {
    if (!known.has(id))
      wrong.push(
        `message ${id}${answers === null ? '' : ` in answer to ${answers}`} is in no outbox: posted twice`,
      );
  }
  return wrong;
}

interface PostRow {
  readonly name: string;
  readonly state: string;
  readonly message: string | null;
  readonly error: string | null;
  readonly channel: string;
  /** Posts, edits and notices of its channel that are under way: others wait for them. */
  readonly sending: number;
}
