import { groupBy } from '../domain/group-by.ts';
import { isOffered, type Round } from '../domain/round.ts';
import type {
  Answering,
  OptionPress,
  PressContext,
  PressVerdict,
  ReplyFacts,
} from '../ports/answering.ts';
import { replyFacts } from './reply-facts.ts';
import { StoreError } from '../ports/errors.ts';
import type { Member } from '../ports/members.ts';
import type { ChannelSettings, Tx } from '../ports/store.ts';
import { knownOfAnswers, type KnownOfAnswer } from './repositories/answer-history.ts';
import {
  addMembers,
  newMember,
  noteToldPrivacy,
  seenAgain,
  toMember,
} from './repositories/members.ts';
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
interface Offered extends Pick<Pressed, 'press' | 'judge'> {
  readonly round: Round;
  readonly settings: ChannelSettings;
}

/** A press with its member, as they were and as they are, and what is written of it. */
interface Judged {
  readonly press: OptionPress;
  readonly before: KnownOfAnswer['member'];
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
  const set = new JobSet<Pressed, boolean>(
    ({ workspace, press }) => `${workspace}\n${press.actor.id}`,
    pressAll,
  );
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
  const taken = new Set<OptionPress>();
  for (const [workspace, presses] of groupBy(pressed, (one) => one.workspace)) {
    const offered = await offeredOf(scope.tx(workspace), presses);
    if (offered.length === 0) continue;
    await write(scope, workspace, await judgeAll(scope, workspace, offered));
    for (const { press } of offered) taken.add(press);
  }
  return pressed.map(({ press }) => taken.has(press));
}

async function offeredOf(tx: Tx, pressed: readonly Pressed[]): Promise<readonly Offered[]> {
  const settings = new Map<string, ChannelSettings>();
  const offered: Offered[] = [];
  for (const { press, judge } of pressed) {
    // The commit reads each round once.
    const round = await tx.rounds.get(press.round);
    if (round === null || !isOffered(round, press)) continue;
    const { channel, platform, defaults, now } = press;
    const known =
      settings.get(channel) ?? (await tx.channels.ensure(channel, platform, defaults, now));
    settings.set(channel, known);
    offered.push({ press, judge, round, settings: known });
  }
  return offered;
}

async function judgeAll(
  { sql }: CommitScope,
  workspace: string,
  offered: readonly Offered[],
): Promise<readonly Judged[]> {
  const asked = offered.map(({ round, press }) => ({ round, member: press.actor.id }));
  const known = await knownOfAnswers(sql, workspace, asked);
  return offered.flatMap(({ press, judge, round, settings }, index): Judged[] => {
    const found = known[index];
    if (found === undefined) return [];
    const { actor, now } = press;
    const { member: before, first, history } = found;
    const member = before === null ? newMember(actor, now) : seenAgain(toMember(before), actor);
    return [{ press, before, member, written: judge({ round, settings, member, history, first }) }];
  });
}

async function write(
  scope: CommitScope,
  workspace: string,
  judged: readonly Judged[],
): Promise<void> {
  const { sql } = scope;
  const tx = scope.tx(workspace);
  const isNew = ({ before }: Judged): boolean => before === null;
  const told = judged.filter(({ written }) => written.tellsPrivacy);
  const newMembers = judged
    .filter(isNew)
    .map(({ member, written }) => ({ ...member, toldPrivacy: written.tellsPrivacy }));
  await addMembers(sql, workspace, newMembers);
  for (const { before, member, press } of judged) {
    if (before === null) continue;
    const known = toMember(before);
    const isSame = known.name === member.name && known.language === member.language;
    if (known.left || !isSame) await tx.members.upsert(press.actor, press.now);
  }
  const answers = judged.flatMap(({ written: { answer, tally }, member }) =>
    answer === null ? [] : [{ answer, tally, listed: member.listed && !member.left }],
  );
  const recorded = await tx.answers.record(answers);
  if (recorded.length !== answers.length)
    throw new StoreError('broken', 'an answer that was not there was there when it was recorded');
  const knownToBeTold = told.filter((one) => !isNew(one)).map(({ member }) => member.id);
  await noteToldPrivacy(sql, workspace, knownToBeTold);
}
