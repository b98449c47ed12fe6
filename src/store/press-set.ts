import { groupBy } from '../domain/group-by.ts';
import { isOffered } from '../domain/round.ts';
import type {
  Answering,
  OptionPress,
  PressContext,
  PressVerdict,
  ReplyFacts,
} from '../ports/answering.ts';
import type { Member } from '../ports/members.ts';
import { replyFacts } from './reply-facts.ts';
import { knownOfAnswers } from './repositories/answer-history.ts';
import {
  addMembers,
  newMember,
  noteToldPrivacy,
  seenAgain,
  toMember,
} from './repositories/members.ts';
import { roundsInChannels, type RoundInChannel } from './repositories/pinned-rounds.ts';
import { recordFirstAnswers, type AnswerInWorkspace } from './repositories/record-answers.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import { JobSet, type Waiting } from './transaction/jobs.ts';

/** What is written of a verdict; the outcome stays with the one who asked. */
type Written = Omit<PressVerdict<unknown>, 'outcome'>;

interface Pressed {
  readonly workspace: string;
  readonly press: OptionPress;
  readonly judge: (known: PressContext) => Written;
}

/** A press on an option that is there. */
interface Offered {
  readonly pressed: Pressed;
  readonly found: RoundInChannel;
}

/** A press with its member, as they were and as they are, and what is written of it. */
interface Judged extends Pick<Pressed, 'workspace' | 'press'> {
  readonly before: Member | null;
  readonly member: Member;
  readonly written: Written;
}

/** How a database serves jobs with those that arrive together. */
export interface Serving {
  /** Commits a job of a workspace. */
  commit(workspace: string, waiting: Waiting<boolean>): Promise<boolean>;
  /** Runs a job that only reads. */
  read(waiting: Waiting<ReplyFacts>): Promise<ReplyFacts>;
}

/** Presses that arrive together. The next one of a member waits for the set after, since it depends on the first. */
export function answering(serving: Serving): Answering {
  const set = new JobSet<Pressed, boolean>({
    keyOf: ({ workspace, press }) => `${workspace}\n${press.actor.id}`,
    onlyReads: false,
    work: pressAll,
  });
  const facts = replyFacts();
  return {
    async press<Outcome>(
      workspace: string,
      press: OptionPress,
      judge: (known: PressContext) => PressVerdict<Outcome>,
    ) {
      const last: { verdict: PressVerdict<Outcome> | null } = { verdict: null };
      const waiting = set.of({
        workspace,
        press,
        judge: (known) => {
          last.verdict = judge(known);
          return last.verdict;
        },
      });
      const isTaken = await serving.commit(workspace, waiting);
      return isTaken && last.verdict !== null ? last.verdict.outcome : null;
    },
    factsFor: (workspace, ask) => serving.read(facts.of({ workspace, ...ask })),
  };
}

/** @returns for each whether it was on an option that is there */
async function pressAll(
  scope: CommitScope,
  pressed: readonly Pressed[],
): Promise<readonly boolean[]> {
  const offered = await offeredOf(scope, pressed);
  if (offered.length > 0) await write(scope, await judgeAll(scope, offered));
  const taken = new Set(offered.map((one) => one.pressed));
  return pressed.map((one) => taken.has(one));
}

async function offeredOf(
  { sql }: CommitScope,
  pressed: readonly Pressed[],
): Promise<readonly Offered[]> {
  const asked = groupBy(pressed, roundKey);
  const rounds = await roundsInChannels(
    sql,
    [...asked.values()].flatMap(([first]) =>
      first === undefined ? [] : [{ workspace: first.workspace, id: first.press.round }],
    ),
  );
  const offered: Offered[] = [];
  for (const one of pressed) {
    const found = rounds.get(roundKey(one));
    if (found !== undefined && isOffered(found.round, one.press))
      offered.push({ pressed: one, found });
  }
  return offered;
}

function roundKey({ workspace, press }: Pressed): string {
  return `${workspace}\n${press.round}`;
}

async function judgeAll(
  { sql }: CommitScope,
  offered: readonly Offered[],
): Promise<readonly Judged[]> {
  const known = await knownOfAnswers(
    sql,
    offered.map(({ pressed: { workspace, press }, found: { round } }) => ({
      workspace,
      round,
      member: press.actor.id,
    })),
  );
  const judged: Judged[] = [];
  for (const [index, { pressed, found }] of offered.entries()) {
    const of = known[index];
    if (of === undefined) continue;
    const { workspace, press, judge } = pressed;
    const { actor, now } = press;
    const before = of.member === null ? null : toMember(of.member);
    const member = before === null ? newMember(actor, now) : seenAgain(before, actor);
    const { round, settings } = found;
    const written = judge({ round, settings, member, history: of.history, first: of.first });
    judged.push({ workspace, press, before, member, written });
  }
  return judged;
}

async function write(scope: CommitScope, judged: readonly Judged[]): Promise<void> {
  const { sql } = scope;
  for (const { workspace, before, member, press } of judged)
    if (before !== null && !isSame(before, member))
      await scope.tx(workspace).members.upsert(press.actor, press.now);
  const newcomers = judged
    .filter(({ before }) => before === null)
    .map(({ workspace, member, written }) => ({
      workspace,
      member: { ...member, toldPrivacy: written.tellsPrivacy },
    }));
  const told = judged.filter(({ before, written }) => before !== null && written.tellsPrivacy);
  const answers: AnswerInWorkspace[] = [];
  for (const { workspace, written, member } of judged) {
    const { answer, tally } = written;
    if (answer !== null) answers.push({ workspace, answer, tally, listed: member.listed });
  }
  // They run in this order; on Postgres the first two share a round trip. Both end before a failure undoes the set.
  const [added, recording] = await Promise.allSettled([
    addMembers(sql, newcomers),
    recordFirstAnswers(scope, answers),
  ]);
  if (added.status === 'rejected') throw added.reason;
  if (recording.status === 'rejected') throw recording.reason;
  await noteToldPrivacy(sql, told);
}

function isSame(before: Member, now: Member): boolean {
  return !before.left && before.name === now.name && before.language === now.language;
}
