import type { FreshStore } from './template.ts';
import { WORKSPACE_TABLES } from '../../src/store/erasure/purge-workspace.ts';
import { PLACES, type History } from './history.ts';
import type { Platform } from './platform.ts';
import { PLANTED } from './store.ts';

interface PostLine {
  readonly workspace: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly message: string | null;
  readonly owed: string | null;
}

interface RoundLine {
  readonly id: string;
  readonly dealt: string;
  readonly body: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly closes_at: number | null;
  readonly voided_at: number | null;
  readonly withdrawn_at: number | null;
  readonly schedule: string | null;
  readonly slot: string | null;
}

/** The invariants of the house (I1 to I12 as far as this world shows them); each breach is a sentence. */
export async function broken(
  fresh: FreshStore,
  platform: Platform,
  history: History,
): Promise<readonly string[]> {
  const posts = await fresh.query<PostLine>(
    'select workspace, name, kind, state, message, owed from posts',
  );
  const rounds = await fresh.query<RoundLine>(
    'select rounds.*, questions.body from rounds join questions on questions.workspace = rounds.workspace and questions.hash = rounds.question_hash',
  );
  return [
    ...(await fresh.store.verify()),
    ...(await confirmedAreThere(fresh, rounds, history)),
    ...visibleOnce(posts, platform, history),
    ...cameToRest(posts, platform, history),
    ...ownersHear(posts, rounds, history),
    ...roundsEnd(rounds, posts, platform),
    ...closedInTime(rounds, history),
    ...(await occurrencesOnce(fresh, rounds, history)),
    ...askedOnce(rounds, history),
    ...history.gaveAway,
    ...(await purgedWhole(fresh, history)),
    ...history.foreignReplies.map(
      (reply) => `I8: a foreign workspace's click was answered: ${reply.slice(0, 60)}`,
    ),
    ...history.log
      .filter((line) => line.level === 'error' && line.message === 'an input failed')
      .filter((line) => !String(line.fields['error']).includes(PLANTED))
      .map((line) => `a member met an error: ${String(line.fields['error']).slice(0, 300)}`),
  ];
}

/** I1, I2: what was confirmed is there, with that option, once. */
async function confirmedAreThere(
  fresh: FreshStore,
  rounds: readonly RoundLine[],
  history: History,
): Promise<readonly string[]> {
  const found: string[] = [];
  const given =
    'select option_id, at from answers where workspace = ? and round = ? and member = ?';
  const seen = new Set<string>();
  for (const { round, member, option, at } of history.confirmed) {
    const key = `${round} ${member}`;
    if (seen.has(key)) found.push(`I2: ${member} was given points twice in round ${round}`);
    seen.add(key);
    // What is left of a forgotten member's answer no longer says whose it was.
    if (history.forgotten.has(member)) continue;
    const rows = await fresh.query<{ option_id: string; at: number }>(
      given,
      PLACES.quiz.workspace,
      round,
      member,
    );
    if (rows.length !== 1)
      found.push(
        `I1: the confirmed answer of ${member} in round ${round} is there ${rows.length} times`,
      );
    const line = rounds.find((one) => one.id === round);
    const dealt: readonly number[] = JSON.parse(line?.dealt ?? '[]');
    const pinned: { question: { options: { id: string }[] } } = JSON.parse(
      line?.body ?? '{"question":{"options":[]}}',
    );
    const id = pinned.question.options[dealt[option] ?? -1]?.id;
    if (rows[0] !== undefined && rows[0].option_id !== id) {
      found.push(
        `I2: ${member} was told ${String(id)} in round ${round}, kept is ${rows[0].option_id}`,
      );
    }
    if (line?.closed_at !== null && line !== undefined && at > line.closed_at) {
      found.push(`I3: ${member} was given points after the close of round ${round}`);
    }
    if (line !== undefined && at < line.opened_at && !history.jumped)
      found.push(`I3: ${member} answered before round ${round} opened`);
  }
  return found;
}

/** I4, I10: every message is in the outbox, and none is visible twice. */
function visibleOnce(
  posts: readonly PostLine[],
  platform: Platform,
  history: History,
): readonly string[] {
  const found: string[] = [];
  const counts = new Map<string, number>();
  for (const message of platform.messages)
    counts.set(message.name, (counts.get(message.name) ?? 0) + 1);
  for (const [name, count] of counts) {
    if (count > 1) found.push(`I4: ${name} is visible ${count} times`);
    const isPurged = history.purged && isElsewhere(platform, name);
    if (!isPurged && !posts.some((post) => post.name === name))
      found.push(`I10: ${name} is visible and in no outbox`);
  }
  return found;
}

function isElsewhere(platform: Platform, name: string): boolean {
  return platform.messages.some(
    (message) => message.name === name && message.place.workspace === PLACES.elsewhere.workspace,
  );
}

/** I4: every post ends as sent and visible, or as unknown or failed and said. */
function cameToRest(
  posts: readonly PostLine[],
  platform: Platform,
  history: History,
): readonly string[] {
  const found: string[] = [];
  for (const post of posts) {
    const there = platform.messages.some((message) => message.name === post.name);
    if (post.state === 'pending' || post.state === 'sending') {
      const isAfter = post.kind === 'edit' || post.name.startsWith('reveal:');
      const waits = isAfter && posts.some((one) => one.state === 'unknown');
      if (!waits) found.push(`I10: ${post.name} is still ${post.state} after the trouble`);
    }
    if (post.kind === 'post' && post.state === 'sent' && !there)
      found.push(`I4: ${post.name} counts as sent and is not there`);
    const said =
      history.pauseSaid || posts.some((one) => /^(notice:.*:failed|paused:|late:)/.test(one.name));
    // Given up after hours of trying is lawful where whoever asked for it hears of it.
    if (post.kind === 'post' && post.state === 'failed' && !said)
      found.push(`I4: ${post.name} was given up although the trouble passed`);
    if (post.kind === 'post' && post.state === 'unknown' && platform.kind === 'finds')
      found.push(`I4: ${post.name} is unknown on a platform that can look`);
    if (
      post.state === 'unknown' &&
      platform.told.length === 0 &&
      post.name.startsWith('round:') &&
      posts.every((one) => !one.name.startsWith('notice:'))
    ) {
      found.push(`I4: ${post.name} is unknown and nobody was told`);
    }
  }
  return found;
}

/** I4: whoever owns a post that did not go out hears of it. */
function ownersHear(
  posts: readonly PostLine[],
  rounds: readonly RoundLine[],
  history: History,
): readonly string[] {
  const isGone = ({ workspace }: PostLine): boolean =>
    history.purged && workspace === PLACES.elsewhere.workspace;
  const waiting = posts.filter((post) => post.kind === 'post' && post.owed === '' && !isGone(post));
  const found = waiting.map(({ name }) => `I4: ${name} did not go out and nobody was told`);
  const takenBack = rounds.filter(
    ({ id, withdrawn_at: at, closed_at: closed }) =>
      at !== null &&
      closed !== null &&
      posts.some(({ name, state }) => name === `round:${id}` && state === 'dropped'),
  );
  // A manager who was asked whether it arrived reads the rest in the reply.
  const isTold = posts.some(({ name }) => /^(late|paused|notice):/.test(name));
  for (const { id } of takenBack)
    if (!isTold && !history.closedByHand && !history.pauseSaid)
      found.push(`I4: the question of round ${id} was taken back and nobody was told`);
  return found;
}

/** I3: rounds close in time, show it, and are revealed once and never before. */
function roundsEnd(
  rounds: readonly RoundLine[],
  posts: readonly PostLine[],
  platform: Platform,
): readonly string[] {
  const found: string[] = [];
  for (const round of rounds) {
    const reveal = posts.find((post) => post.name === `reveal:${round.id}`);
    const shown = platform.messages.find((message) => message.name === `round:${round.id}`);
    const state = posts.find((post) => post.name === `round:${round.id}`)?.state;
    if (reveal !== undefined && round.closed_at === null)
      found.push(`I3: round ${round.id} is revealed and not closed`);
    // Its question was taken back before anybody saw it.
    const isTakenBack = round.withdrawn_at !== null && state === 'dropped' && shown === undefined;
    if (
      round.closed_at !== null &&
      round.voided_at === null &&
      reveal === undefined &&
      !isTakenBack
    )
      found.push(`I3: round ${round.id} is closed and not revealed`);
    if (
      round.closed_at !== null &&
      shown !== undefined &&
      state === 'sent' &&
      JSON.stringify(shown.card).includes('"press":{')
    ) {
      // A manager said "there" of a post whose message id nobody knows: its buttons answer politely.
      const isKnown = posts.some(
        (post) => post.name === `round:${round.id}` && post.message !== null,
      );
      if (isKnown) found.push(`the closed round ${round.id} still shows its buttons`);
    }
  }
  return found;
}

/** I4, I12: each due date is taken once, and each scheduled round has its own. */
async function occurrencesOnce(
  fresh: FreshStore,
  rounds: readonly RoundLine[],
  history: History,
): Promise<readonly string[]> {
  const found: string[] = [];
  const slots = new Map<string, number>();
  for (const round of rounds) {
    if (round.schedule === null) continue;
    const slot = `${round.schedule} ${String(round.slot)}`;
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
  }
  for (const [slot, count] of slots)
    if (count > 1) found.push(`I4: ${slot} was asked ${count} times`);
  const taken = await fresh.query<{
    schedule: string;
    slot: string;
    outcome: string;
    due_at: number;
  }>('select schedule, slot, outcome, due_at from occurrences');
  for (const one of taken) {
    const slot = `${one.schedule} ${one.slot}`;
    if (one.schedule.startsWith('daily') && one.outcome === 'posted' && !slots.has(slot))
      found.push(`I4: ${slot} counts as posted and has no round`);
  }
  found.push(...(await forgottenDays(fresh, taken, history)));
  const early = taken.filter((one) =>
    rounds.some(
      (round) =>
        round.slot === one.slot && round.schedule === one.schedule && round.opened_at < one.due_at,
    ),
  );
  for (const one of early)
    if (!history.jumped) found.push(`I12: ${one.slot} was asked before it was due`);
  return found;
}

/** I4: each schedule that was never paused has one occurrence for each of its days, clock changes or not. */
async function forgottenDays(
  fresh: FreshStore,
  taken: readonly { readonly schedule: string; readonly slot: string }[],
  history: History,
): Promise<readonly string[]> {
  if (history.jumped || history.refused || history.purged) return [];
  const schedules = await fresh.query<{
    id: string;
    local_time: string;
    paused_at: number | null;
    created_at: number;
  }>(
    "select id, time as local_time, paused_at, created_at from schedules where kind = 'daily' and removed_at is null",
  );
  const found: string[] = [];
  for (const { id, local_time: time, paused_at: paused, created_at: made } of schedules) {
    if (paused !== null) continue;
    // `lab` is first asked in the night after the start.
    const first = time === '02:30' ? 1 : 0;
    for (const day of [first, first + 1]) {
      const date = new Date(history.start + day * 86_400_000).toISOString().slice(0, 10);
      const slot = `${date}T${time}`;
      if (Date.parse(`${slot}Z`) <= made + 3_600_000 * first * 2) continue;
      const times = taken.filter((one) => one.schedule === id && one.slot === slot).length;
      if (times !== 1) found.push(`I4: ${slot} of ${id} was dealt with ${times} times`);
    }
  }
  return found;
}

/** I11: a gesture that is delivered again asks nothing again. */
function askedOnce(rounds: readonly RoundLine[], history: History): readonly string[] {
  const byHand = rounds.filter((round) => round.schedule === null).length;
  return byHand > history.asked ? [`I11: ${history.asked} gestures asked ${byHand} questions`] : [];
}

/** What a removed workspace leaves behind after its time. */
async function purgedWhole(fresh: FreshStore, history: History): Promise<readonly string[]> {
  if (!history.purged) return [];
  const found: string[] = [];
  for (const table of WORKSPACE_TABLES) {
    const left = await fresh.query<object>(
      `select 1 from ${table} where workspace = ? limit 1`,
      PLACES.elsewhere.workspace,
    );
    if (left.length > 0) found.push(`${table} still holds rows of a workspace that was purged`);
  }
  return found;
}

/** I3: nothing closes a round before its time but a manager. */
function closedInTime(rounds: readonly RoundLine[], history: History): readonly string[] {
  if (history.closedByHand) return [];
  return rounds
    .filter(
      (round) =>
        round.closes_at !== null && round.closed_at !== null && round.closed_at < round.closes_at,
    )
    .map((round) => `I3: round ${round.id} was closed before its time`);
}
