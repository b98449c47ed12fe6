import fc from '../properties.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notice } from '../../src/app/shared/notice-card.ts';
import { rank } from '../../src/domain/standings.ts';
import type { DuePage } from '../../src/ports/due-work.ts';
import type { KeptAnalysis, PlacedAnswer } from '../../src/ports/analysis.ts';
import type { Claim, PostRow, SendOutcome, Store, Tx } from '../../src/ports/store.ts';
import { DAILY, DAILY_SLOT } from './schedule.ts';
import { deckOf, pinOf, question } from '../stories/decks.ts';
import type { Installation } from '../../src/ports/installations.ts';
import type { NewAnswer, NewRound } from '../../src/ports/rounds.ts';
import { questionWith } from '../../src/domain/deck-fields.ts';

const A = 'web:a';
const B = 'web:b';
const SETTINGS = { zone: 'UTC', language: 'en', board: 'after-close' } as const;
const ASKED = question('oauth');
const WHY = { en: 'The channel is gone.', de: 'Der Kanal ist weg.' };
const PINNED = pinOf(deckOf('d', [ASKED]), ASKED);

async function place(store: Store, workspace: string, channel = 'c'): Promise<void> {
  await store.tx(workspace, (tx) => tx.channels.ensure(channel, 'web', SETTINGS, 0));
}

async function openRound(
  store: Store,
  workspace: string,
  id: string,
  channel = 'c',
): Promise<void> {
  await place(store, workspace, channel);
  await store.tx(workspace, async (tx) => {
    await addRound(tx, id, channel);
    await tx.posts.add(post(`round:${id}`, channel));
  });
}

async function addRound(tx: Tx, id: string, channel: string): Promise<void> {
  await tx.rounds.add(roundOf(id, channel));
}

function roundOf(id: string, channel: string): NewRound {
  return {
    id,
    channel,
    pinned: PINNED,
    dealt: [0, 1, 2, 3],
    openedAt: 1,
    closesAt: null,
    keys: ['green'],
    schedule: null,
    slot: null,
    asksSure: false,
    ordinal: 1,
    isRepeat: false,
    day: '2026-11-24',
    zone: 'UTC',
  };
}

function post(name: string, channel = 'c', now = 1) {
  const what = { kind: 'post', replyTo: null, owner: 'boss' } as const;
  return { id: `id-${name}`, name, channel, card: notice(name), dueAt: now, now, what };
}

function answer(round: string, member: string, option: string, at = 2): NewAnswer {
  return {
    round,
    member,
    option,
    right: option === 'green',
    counts: true,
    channel: 'c',
    deck: 'd',
    question: 'oauth',
    week: '2026-11-23',
    month: '2026-11',
    at,
    sure: null,
  };
}

function installation(id: string, own: Partial<Installation> = {}): Installation {
  return {
    id,
    name: 'Acme, Inc.',
    isOrganization: false,
    organization: null,
    botUser: 'U1',
    bot: 'B1',
    scopes: ['commands', 'chat:write'],
    tokens: { encrypted: { text: 'v1.abc', keyId: 'key' }, expiresAt: null, version: 'first' },
    installedAt: 1,
    ...own,
  };
}

async function give(tx: Tx, given: NewAnswer): Promise<boolean> {
  const member = await tx.members.upsert({ id: given.member, name: given.member, locale: null }, 1);
  const listed = member.listed && !member.left;
  return (await tx.answers.record([{ answer: given, listed, tally: true }])).length > 0;
}

interface PressOptions {
  readonly place: number;
  readonly round?: string;
  readonly channel?: string;
  readonly judged?: () => void;
}

/** A member presses a place of round `r`. True: it was taken; false: they had answered; null: it is not there. */
function press(
  store: Store,
  workspace: string,
  member: string,
  { place, round = 'r', channel = 'c', judged = () => {} }: PressOptions,
): Promise<boolean | null> {
  const actor = { id: member, name: member, locale: null };
  return store.answering.press(
    workspace,
    { round, place, channel, actor, now: 2 },
    ({ first, round: pressed }) => {
      judged();
      const option = pressed.pinned.question.options[place]?.id ?? '';
      const isTaken = first === null;
      return {
        answer: isTaken ? answer(round, member, option) : null,
        tally: true,
        tellsPrivacy: true,
        outcome: isTaken,
      };
    },
  );
}

/** The promise of the Store port. Every store passes exactly this. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    afterEach(async () => {
      expect(await store.verify()).toEqual([]);
      await store.close();
    });

    it('undoes all of a transaction that throws, and nothing of those that came with it', async () => {
      await openRound(store, A, 'r');
      const outcomes = await Promise.allSettled(
        ['m1', 'm2', 'm3', 'm4'].map((member) =>
          store.tx(A, async (tx) => {
            await give(tx, answer('r', member, 'green'));
            if (member === 'm2') throw new RangeError('on purpose');
            return member;
          }),
        ),
      );
      expect(outcomes.map((one) => one.status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
      ]);
      const kept = await store.tx(A, (tx) => tx.answers.inRound('r'));
      expect(kept.map((one) => one.member).sort((a, b) => (a < b ? -1 : 1))).toEqual([
        'm1',
        'm3',
        'm4',
      ]);
    });

    it('shows transactions that come at once what those before them did, and nothing of one that failed', async () => {
      await openRound(store, A, 'r');
      const keys = async (tx: Tx) => (await tx.rounds.get('r'))?.keys;
      const points = async (tx: Tx) =>
        (await tx.boards.own({ scope: 'c', period: 'all', reader: 'ann' }))?.own.points;
      const seen = await Promise.allSettled([
        store.tx(A, (tx) => give(tx, answer('r', 'ann', 'green'))),
        store.tx(A, keys),
        store.tx(A, async (tx) => {
          await tx.rounds.setKeys('r', ['red']);
          await give(tx, answer('r', 'bo', 'green'));
          throw new RangeError(`on purpose ${String(await keys(tx))} ${await points(tx)}`);
        }),
        store.tx(A, keys),
        store.tx(A, points),
        store.tx(A, (tx) => tx.rounds.setKeys('r', ['green', 'blue'])),
        store.tx(A, keys),
        store.tx(A, (tx) => give(tx, answer('r', 'cy', 'red'))),
        store.tx(A, (tx) => tx.members.setListed('cy', false)),
        store.tx(A, (tx) => tx.boards.top({ scope: 'c', period: 'all', reader: null }, 9)),
      ]);
      expect(seen.map((one) => (one.status === 'fulfilled' ? one.value : one.reason))).toEqual([
        true,
        ['green'],
        new RangeError('on purpose red 10'),
        ['green'],
        10,
        undefined,
        ['green', 'blue'],
        true,
        undefined,
        [{ rank: 1, member: 'ann', name: 'ann', points: 10, right: 1, answered: 1 }],
      ]);
    });

    it('purges a workspace with what came at once with that', async () => {
      await openRound(store, A, 'r');
      await Promise.all([
        store.tx(A, (tx) => give(tx, answer('r', 'ann', 'green'))),
        store.tx(A, (tx) => tx.channels.setGone(5)),
        store.workspaces.purge(A, 9),
        store.tx(A, async (tx) => {
          expect(await tx.rounds.get('r')).toBeNull();
          expect(await tx.boards.top({ scope: 'c', period: 'all', reader: null }, 9)).toEqual([]);
        }),
      ]);
      await place(store, A);
      expect(
        await store.tx(A, (tx) => tx.boards.totals({ scope: 'c', period: 'all' })),
      ).toMatchObject({ members: 0 });
    });

    it('keeps the first of fifty clicks at once', async () => {
      await openRound(store, A, 'r');
      const options = ['red', 'green', 'blue', 'grey'];
      const taken = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.tx(A, (tx) => give(tx, answer('r', 'mira', options[index % 4] ?? 'red'))),
        ),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store.tx(A, (tx) => tx.answers.inRound('r'))).toHaveLength(1);
      const own = await store.tx(A, (tx) =>
        tx.boards.own({ scope: 'c', period: 'all', reader: 'mira' }),
      );
      expect(own?.own).toMatchObject({ answered: 1, points: 3, rank: 1 });
    });

    it('judges presses that come at once as if each came alone', async () => {
      for (const workspace of [A, B]) await openRound(store, workspace, 'r');
      const members = Array.from({ length: 20 }, (_, index) => `m${index}`);
      const given = [A, B].flatMap((workspace) =>
        // Each member presses twice, and the first press counts.
        [1, 0].flatMap((place) =>
          members.map((member) => press(store, workspace, member, { place })),
        ),
      );
      const refused = [
        press(store, A, 'ann', { place: 9 }),
        press(store, A, 'ann', { place: 1, round: 'none' }),
        press(store, A, 'ann', { place: 1, channel: 'other' }),
        press(store, 'web:new', 'ann', { place: 1 }),
      ];
      const failing = press(store, A, 'bo', {
        place: 1,
        judged: () => {
          throw new RangeError('on purpose');
        },
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await Promise.all(refused)).toEqual([null, null, null, null]);
      const outcomes = await Promise.all(given);
      expect(outcomes.filter((taken) => taken === true)).toHaveLength(40);
      expect(outcomes.filter((taken) => taken === false)).toHaveLength(40);
      for (const workspace of [A, B]) {
        const [kept, count, bo] = await store.tx(workspace, async (tx) => [
          await tx.answers.inRound('r'),
          await tx.answers.count('r'),
          await tx.members.get('bo'),
        ]);
        expect(kept.map(({ option }) => option)).toEqual(members.map(() => 'green'));
        expect([count, bo]).toEqual([20, null]);
        const facts = await Promise.all(
          members.map((member) =>
            store.answering.factsFor(workspace, {
              member,
              channel: 'c',
              period: 'all',
              days: { now: 5, limit: 9 },
            }),
          ),
        );
        for (const { right, standing, days } of facts) {
          expect([right, standing?.own.points, standing?.tiedWith]).toEqual([1, 10, 19]);
          expect(days).toMatchObject({ days: [], complete: true, zone: 'UTC', absences: [] });
        }
      }
    });

    it('shows one workspace nothing of another, whatever ids are used', async () => {
      await openRound(store, A, 'r');
      await store.tx(A, async (tx) => {
        await give(tx, answer('r', 'mira', 'green'));
        await tx.schedules.add({ ...DAILY, id: 's' });
        await tx.reports.add({
          deck: 'd',
          question: 'oauth',
          member: 'mira',
          reason: 'key',
          note: '',
          at: 1,
        });
      });
      await place(store, B);
      const seen = await store.tx(B, async (tx) => [
        await tx.rounds.get('r'),
        await tx.rounds.newestIn('c'),
        await tx.rounds.openIn('c'),
        await tx.rounds.askedIn('c'),
        await tx.rounds.close('r', 5),
        await tx.answers.of('r', 'mira'),
        await tx.answers.inRound('r'),
        await tx.answers.count('r'),
        await tx.answers.spread('r'),
        await tx.boards.top({ scope: 'c', period: 'all', reader: null }, 10),
        await tx.boards.own({ scope: 'c', period: 'all', reader: 'mira' }),
        await tx.members.get('mira'),
        await tx.members.named('mira'),
        await tx.schedules.get('s'),
        await tx.schedules.list(),
        await tx.posts.byName('round:r'),
        await tx.posts.get('id-round:r'),
        await tx.posts.resolveUnknown('id-round:r', 'again', 5),
        await tx.sessions.attempts('mira'),
        await tx.reports.list(),
      ]);
      expect(seen).toEqual([
        null,
        null,
        [],
        [],
        false,
        null,
        [],
        0,
        [],
        [],
        null,
        null,
        [],
        null,
        [],
        null,
        null,
        false,
        [],
        [],
      ]);
      await store.tx(B, async (tx) => {
        await tx.rounds.setVoid('r', 5);
        await tx.rounds.setKeys('r', ['red']);
        await tx.schedules.remove('s', 5);
        await tx.schedules.pause('s', 5, null);
        await tx.posts.dropChannel('c', 'gone', 5);
      });
      const round = await store.tx(A, (tx) => tx.rounds.get('r'));
      expect(round).toMatchObject({ voidedAt: null, closedAt: null, keys: ['green'] });
      expect(await store.tx(A, (tx) => tx.schedules.get('s'))).toMatchObject({ pausedAt: null });
      expect(await store.tx(A, (tx) => tx.posts.byName('round:r'))).toMatchObject({
        state: 'pending',
      });
    });

    it('keeps boards equal to the fold over answers, whatever happens to members and keys', async () => {
      const rounds = ['r1', 'r2', 'r3'];
      for (const id of rounds) await openRound(store, A, id);
      const member = fc.constantFrom('ann', 'bo', 'cy', 'dee');
      const round = fc.constantFrom(...rounds);
      const option = fc.constantFrom('red', 'green', 'blue');
      const step = fc.oneof(
        fc.record({ kind: fc.constant('answer' as const), member, round, option }),
        fc.record({ kind: fc.constant('rekey' as const), round, option }),
        fc.record({ kind: fc.constant('listed' as const), member, listed: fc.boolean() }),
        fc.record({ kind: fc.constant('left' as const), member, left: fc.boolean() }),
        fc.record({ kind: fc.constant('look' as const), member }),
      );
      // Those that come at once share a commit; one that fails takes nothing of the others with it.
      const steps = fc.array(fc.record({ one: step, fails: fc.boolean() }), { maxLength: 25 });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(steps, fc.boolean(), async (steps, atOnce) => {
          const work: Promise<void>[] = [];
          runs += 1;
          // Nobody has answered before.
          const named = steps.map(({ one, fails }) => ({
            one: 'member' in one ? { ...one, member: `${one.member}${runs}` } : one,
            fails,
          }));
          for (const { one, fails } of named) {
            const done = store.tx(A, async (tx) => {
              if (one.kind === 'answer') {
                const keys = (await tx.rounds.get(one.round))?.keys ?? [];
                const given = answer(one.round, one.member, one.option);
                await give(tx, { ...given, right: keys.includes(one.option) });
              }
              if (one.kind === 'rekey') {
                await tx.rounds.setKeys(one.round, [one.option]);
                await tx.answers.rejudge(one.round, [one.option], true);
              }
              if (one.kind === 'listed') await tx.members.setListed(one.member, one.listed);
              if (one.kind === 'left') await tx.members.setLeft(one.member, one.left ? 9 : null);
              if (one.kind === 'look')
                await tx.boards.own({ scope: 'c', period: 'all', reader: one.member });
              if (fails) throw new RangeError('on purpose');
            });
            work.push(fails ? expect(done).rejects.toThrow('on purpose') : done);
            if (!atOnce) await work.at(-1);
          }
          expect(await store.verify()).toEqual([]);
          await Promise.all(work);
          await sameAsRanked(store);
        }),
        { numRuns: 50 },
      );
    });

    it('stores a name without the character that Postgres refuses', async () => {
      await place(store, A);
      const member = await store.tx(A, (tx) =>
        tx.members.upsert({ id: 'm', name: 'Mi\u0000ra', locale: null }, 1),
      );
      expect(member.name).toBe('Mira');
      expect((await store.tx(A, (tx) => tx.members.named('Mira'))).map(({ id }) => id)).toEqual([
        'm',
      ]);
    });

    it('keeps of a reminder when it came last and how many were not answered', async () => {
      const reminder = {
        channel: 'c',
        time: '09:30',
        days: [1, 5],
        zone: 'Asia/Kolkata',
        nextAt: 1_790_000_000_000,
        remindedAt: null,
        unanswered: 0,
      };
      await store.tx('w1', (tx) => tx.habits.setReminder('mira', reminder));
      expect(await store.tx('w1', (tx) => tx.habits.reminder('mira'))).toEqual(reminder);
      const sent = { ...reminder, remindedAt: 1_790_000_000_001, unanswered: 2 };
      await store.tx('w1', (tx) => tx.habits.setReminder('mira', sent));
      expect(await store.tx('w1', (tx) => tx.habits.reminder('mira'))).toEqual(sent);
    });

    it('takes a slot once, however many try', async () => {
      await place(store, A);
      await store.tx(A, (tx) =>
        tx.schedules.add({
          ...DAILY,
          id: 's',
          decks: [{ deck: 'd', weight: 2 }],
          closes: '17:00',
        }),
      );
      const taken = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.tx(A, (tx) => tx.schedules.claimSlots({ ...DAILY_SLOT, schedule: 's' })),
        ),
      );
      expect(taken.flat()).toHaveLength(1);
      await store.tx(A, async (tx) => {
        await tx.schedules.addSkip('s', { firstDay: '2026-12-24', lastDay: '2026-12-31' });
        await tx.schedules.setDoneUntil({ id: 's', at: 9 });
        await tx.schedules.setDoneUntil({ id: 's', at: 4 });
      });
      const kept = await store.tx(A, async (tx) => [
        await tx.schedules.get('s'),
        await tx.schedules.skips('s'),
      ]);
      expect(kept).toMatchObject([
        { doneUntil: 9, decks: [{ deck: 'd', weight: 2 }], closes: '17:00' },
        [{ firstDay: '2026-12-24', lastDay: '2026-12-31' }],
      ]);
      await store.tx(A, (tx) => tx.schedules.remove('s', 9));
      expect(await store.tx(A, (tx) => tx.schedules.list())).toEqual([]);
      expect(await store.tx(A, (tx) => tx.schedules.ids())).toEqual(['s']);
    });

    it('serves many schedules at once as if each came alone', async () => {
      // Three lists of a statement's sizes.
      const numbers = Array.from({ length: 21 }, (_, number) => number);
      const slots = [...numbers, 20].map((number) => ({ ...DAILY_SLOT, schedule: `s${number}` }));
      const done = [...numbers, 3].map((number, index) => ({
        id: `s${number}`,
        at: DAILY.doneUntil + (index % 3) * 86_400_000,
      }));
      const rounds = numbers.map((number) => roundOf(`r${number}`, `c${number}`));
      // The name of the sixth is taken.
      const posts = rounds.map(({ id, channel }) => post(`round:${id}`, channel));
      const seen = async (workspace: string, atOnce: boolean): Promise<readonly unknown[]> => {
        for (const number of numbers) await place(store, workspace, `c${number}`);
        await store.tx(workspace, async (tx) => {
          for (const number of numbers)
            await tx.schedules.add({ ...DAILY, id: `s${number}`, channel: `c${number}` });
          await tx.schedules.pause('s4', 5, null);
          await tx.schedules.claimSlots({ ...DAILY_SLOT, schedule: 's7' });
          await tx.posts.add({ ...post('round:r5', 'c5'), id: 'before' });
        });
        const taken = await store.tx(workspace, async (tx) => {
          if (atOnce) {
            await tx.rounds.add(...rounds);
            await tx.posts.addAll(posts);
            await tx.schedules.setDoneUntil(...done);
            return tx.schedules.claimSlots(...slots);
          }
          for (const round of rounds) await tx.rounds.add(round);
          for (const one of posts) await tx.posts.add(one);
          for (const one of done) await tx.schedules.setDoneUntil(one);
          const claims = [];
          for (const slot of slots) claims.push(...(await tx.schedules.claimSlots(slot)));
          return claims;
        });
        const rows = await store.tx(workspace, async (tx) => [
          ...(await tx.schedules.list()).map((one) => ({ ...one, workspace: '' })),
          ...(await Promise.all(numbers.map((number) => tx.rounds.openIn(`c${number}`)))),
          ...(await Promise.all(numbers.map((number) => tx.posts.byName(`round:r${number}`)))).map(
            (one) => ({ ...one, workspace: '' }),
          ),
        ]);
        return [taken.map(({ schedule }) => schedule), ...rows];
      };
      const alone = await seen(A, false);
      expect(alone[0]).toEqual(numbers.filter((number) => number !== 7).map((one) => `s${one}`));
      expect(alone).toHaveLength(1 + 3 * 21);
      expect(await seen(B, true)).toEqual(alone);
      const due = { now: 2_000_000_000_000, platforms: ['web' as const], limit: 99, after: null };
      const times = (await store.dueWork.schedules(due)).map(({ workspace, id, nextAt }) => [
        workspace,
        id,
        nextAt,
      ]);
      const ofB = times.flatMap(([workspace, ...rest]) => (workspace === B ? [[A, ...rest]] : []));
      expect(ofB).toHaveLength(20);
      expect(times.filter(([workspace]) => workspace === A)).toEqual(ofB);
      expect(await store.verify()).toEqual([]);
    });

    it('closes many rounds at once as if each came alone', async () => {
      const numbers = Array.from({ length: 21 }, (_, number) => number);
      const ids = numbers.map((number) => `r${number}`);
      const closings = [
        ...ids.map((id, index) => ({ id, at: 5 + (index % 2) })),
        { id: 'no', at: 5 },
      ];
      const seen = async (workspace: string, atOnce: boolean): Promise<unknown> => {
        for (const number of numbers) await openRound(store, workspace, `r${number}`, `c${number}`);
        await store.tx(workspace, async (tx) => {
          // The third has an answer from a moment after its close; the fourth is closed, the sixth has an edit.
          for (const [round, member, option, at] of [
            ['r1', 'ann', 'green', 2],
            ['r1', 'bo', 'red', 3],
            ['r2', 'ann', 'green', 9],
            ['r3', 'bo', 'green', 2],
          ] as const) {
            await tx.members.upsert({ id: member, name: member, locale: null }, 1);
            const given = { ...answer(round, member, option, at), channel: `c${round.slice(1)}` };
            await tx.answers.record([{ answer: given, listed: true, tally: false }]);
          }
          await tx.rounds.close('r3', 4);
          await tx.answers.tally('r3');
          await tx.posts.add({ ...post('edit:r5', 'c5'), what: { kind: 'edit', of: 'round:r5' } });
        });
        const edits = ids.map((id, number) => ({
          ...post(`edit:${id}`, `c${number}`, 7),
          card: notice(`closed ${id}`),
          what: { kind: 'edit', of: `round:${id}` } as const,
        }));
        return store.tx(workspace, async (tx) => {
          const closed: string[] = [];
          if (atOnce) {
            closed.push(...(await tx.rounds.closeAll(closings)));
            await tx.answers.tally(...closed);
            await tx.posts.addAll(edits);
          } else {
            for (const { id, at } of closings) if (await tx.rounds.close(id, at)) closed.push(id);
            for (const id of closed) await tx.answers.tally(id);
            for (const edit of edits) await tx.posts.add(edit);
          }
          const spreads = atOnce
            ? await tx.answers.spreads(ids)
            : new Map(
                (
                  await Promise.all(
                    ids.map(async (id) => [id, await tx.answers.spread(id)] as const),
                  )
                ).filter(([, spread]) => spread.length > 0),
              );
          const fates = await tx.posts.fates(edits.map(({ name }) => name));
          const rows = [];
          for (const id of ids) {
            const row = await tx.posts.byName(`edit:${id}`);
            rows.push(await tx.rounds.get(id), { ...row, workspace: '' });
            expect(fates.get(`edit:${id}`)).toEqual({
              id: row?.id,
              state: row?.state,
              createdAt: row?.createdAt,
              member: row?.member,
            });
          }
          const board = await tx.boards.top({ scope: '*', period: 'all', reader: null }, 9);
          return { closed, spreads: [...spreads], rows, board };
        });
      };
      const alone = await seen(A, false);
      expect(alone).toMatchObject({
        closed: ids.filter((id) => id !== 'r3'),
        board: [{ member: 'ann' }, { member: 'bo' }],
        spreads: [
          ['r1', [{ count: 1 }, { count: 1 }]],
          ['r2', [{ count: 1 }]],
          ['r3', [{}]],
        ],
      });
      expect(await seen(B, true)).toEqual(alone);
      expect(await store.tx(B, (tx) => tx.rounds.get('r2'))).toMatchObject({ closedAt: 9 });
      expect(await store.verify()).toEqual([]);
    });

    it('reads ahead what schedules need, and sees what changes after that', async () => {
      /** What a transaction sees after each of its own changes. */
      const seen = async (workspace: string, ahead: boolean): Promise<readonly unknown[]> => {
        await openRound(store, workspace, 'earlier', 'one');
        await place(store, workspace, 'two');
        return store.tx(workspace, async (tx) => {
          for (const id of ['a', 'b']) await tx.schedules.add({ ...DAILY, id, channel: 'one' });
          const facts: unknown[] = [];
          const look = async (): Promise<void> => {
            for (const id of ['a', 'b', 'gone']) {
              const schedule = await tx.schedules.get(id);
              const rest = [await tx.schedules.skips(id), await tx.schedules.planned(id)];
              facts.push(schedule === null ? null : { ...schedule, workspace: '' }, ...rest);
            }
            for (const channel of ['one', 'two', 'nowhere']) {
              const open = (await tx.rounds.openIn(channel)).map(({ id }) => id);
              const ordinal = await tx.rounds.nextOrdinal(channel);
              const settings = await tx.channels.channel(channel);
              facts.push(open, ordinal, settings, await tx.rounds.askedIn(channel));
            }
          };
          const changes: readonly (() => Promise<unknown>)[] = [
            async () => {},
            () => tx.schedules.addSkip('a', { firstDay: '2026-12-24', lastDay: '2026-12-31' }),
            () => tx.schedules.plan('a', { slot: 'x', deck: 'd', question: 'oauth' }),
            () => tx.schedules.unplan('a', 'x'),
            () => tx.schedules.setDoneUntil({ id: 'b', at: DAILY.doneUntil + 1_000 }),
            () => tx.schedules.pause('b', 5, { because: 'gone', why: WHY }),
            () => tx.channels.setZone('two', 'Europe/Berlin'),
            () => tx.channels.setLanguage('one', 'de'),
            () => tx.rounds.close('earlier', 9),
            () => addRound(tx, 'later', 'two').then(() => tx.posts.add(post('round:later', 'two'))),
            () => tx.rounds.withdraw('later', 10),
          ];
          if (ahead) await tx.schedules.lookAhead(['a', 'b', 'gone'], ['one', 'two', 'nowhere']);
          for (const change of changes) {
            await change();
            await look();
          }
          return facts;
        });
      };
      const plain = await seen(A, false);
      expect(plain).toHaveLength(11 * (3 * 3 + 3 * 4));
      expect(await seen(B, true)).toEqual(plain);
    });

    it('reads the schedules that are due, page by page, and no others', async () => {
      await place(store, A);
      await place(store, B);
      const nine = Date.parse('2026-11-24T09:00:00Z');
      const daily = {
        ...DAILY,
        days: [1, 2, 3, 4, 5, 6, 7],
        doneUntil: nine - 3_600_000,
      };
      await store.tx(A, async (tx) => {
        await tx.schedules.add({ ...daily, id: 'one', time: '09:00' });
        await tx.schedules.add({ ...daily, id: 'two', time: '09:00' });
        await tx.schedules.add({ ...daily, id: 'later', time: '10:00' });
      });
      await store.tx(B, (tx) => tx.schedules.add({ ...daily, id: 'other', time: '09:00' }));
      const page = (now: number, limit = 9, after: DuePage['after'] = null) =>
        store.dueWork.schedules({ now, platforms: ['web'], limit, after });
      const ids = async (now: number): Promise<readonly string[]> =>
        (await page(now)).map(({ id }) => id);
      expect(await ids(nine - 1)).toEqual([]);
      const [one, two] = await page(nine, 2);
      expect(await page(nine, 2, two)).toMatchObject([{ id: 'other', nextAt: nine }]);
      expect([one?.id, two?.id]).toEqual(['one', 'two']);
      expect(
        await store.dueWork.schedules({ now: nine, platforms: ['slack'], limit: 9, after: null }),
      ).toEqual([]);
      await store.tx(A, async (tx) => {
        await tx.schedules.setDoneUntil({ id: 'one', at: nine });
        await tx.schedules.pause('two', nine, null);
      });
      await store.tx(B, (tx) => tx.channels.setGone(nine));
      expect(await ids(nine)).toEqual([]);
      await store.tx(A, (tx) => tx.schedules.resume('two', nine));
      await store.tx(B, (tx) => tx.channels.setGone(null));
      expect(await ids(nine)).toEqual(['other']);
      const tomorrow = nine + 24 * 3_600_000;
      expect([...(await ids(tomorrow))].sort()).toEqual(['later', 'one', 'other', 'two']);
      // Served by a clock that was a day ahead.
      await store.tx(A, (tx) => tx.schedules.setDoneUntil({ id: 'one', at: tomorrow }));
      expect(await ids(nine)).toEqual(['other', 'one']);
    });

    it('reads the pauses of which nobody was told, and no others', async () => {
      const cause = { because: 'gone', why: WHY } as const;
      const places = async (): Promise<readonly [string, number][]> =>
        (await store.dueWork.untoldPauses(['web'], 9)).map((one) => [one.workspace, one.newestAt]);
      for (const workspace of [A, B]) {
        await place(store, workspace);
        await store.tx(workspace, async (tx) => {
          for (const id of ['one', 'two', 'mine', 'away']) await tx.schedules.add({ ...DAILY, id });
          await tx.schedules.pause('mine', 4, null);
          await tx.schedules.pause('one', 5, cause);
          await tx.schedules.pause('two', 7, { ...cause, because: 'refused' });
          await tx.schedules.pause('away', 9, cause);
          await tx.schedules.remove('away', 9);
        });
      }
      expect(await places()).toEqual([
        [A, 7],
        [B, 7],
      ]);
      expect(await store.dueWork.untoldPauses(['slack'], 9)).toEqual([]);
      await store.tx(B, (tx) => tx.channels.setGone(8));
      expect(await places()).toEqual([[A, 7]]);
      const untold = await store.tx(A, (tx) => tx.schedules.untoldPauses());
      expect(untold.map(({ schedule, because, why }) => [schedule.id, because, why])).toEqual([
        ['one', 'gone', cause.why],
        ['two', 'refused', cause.why],
      ]);
      await store.tx(A, (tx) => tx.schedules.resume('two', 9));
      expect(await places()).toEqual([[A, 5]]);
      await store.tx(A, (tx) => tx.schedules.setPausesTold());
      expect(await places()).toEqual([]);
      expect(await store.tx(A, (tx) => tx.schedules.get('one'))).toMatchObject({
        pausedAt: 5,
        pausedWhy: cause.why,
      });
    });

    it('knows which questions of a deck were asked and closed, in any channel of the workspace', async () => {
      const closed = (workspace: string, deck = 'd') =>
        store.tx(workspace, (tx) => tx.rounds.closedQuestions(deck));
      await openRound(store, A, 'first');
      await openRound(store, A, 'second', 'c2');
      expect(await closed(A)).toEqual([]);
      await store.tx(A, (tx) => tx.rounds.close('first', 5));
      await store.tx(A, (tx) => tx.rounds.close('second', 5));
      expect(await closed(A)).toEqual(['oauth']);
      expect(await closed(A, 'other')).toEqual([]);
      expect(await closed(B)).toEqual([]);
      await store.tx(A, (tx) => tx.rounds.setVoid('first', 6));
      await store.tx(A, (tx) => tx.rounds.withdraw('second', 6));
      expect(await closed(A)).toEqual([]);
      await store.tx(A, (tx) => tx.rounds.setVoid('first', null));
      expect(await closed(A)).toEqual(['oauth']);
    });

    it('counts the answers of a round, also after its key has changed and its answers are forgotten', async () => {
      await openRound(store, A, 'r');
      const asked = () => store.tx(A, (tx) => tx.rounds.askedIn('c'));
      await store.tx(A, (tx) => give(tx, answer('r', 'ann', 'green')));
      await store.tx(A, (tx) => give(tx, answer('r', 'bo', 'red')));
      await store.tx(A, (tx) => give(tx, answer('r', 'bo', 'green')));
      expect(await asked()).toMatchObject([{ question: 'oauth', answered: 2, right: 1 }]);
      await store.tx(A, async (tx) => {
        await tx.rounds.setKeys('r', ['red', 'green']);
        await tx.answers.rejudge('r', ['red', 'green'], true);
      });
      expect(await asked()).toMatchObject([{ answered: 2, right: 2, lastAskedAt: 1 }]);
      await store.tx(A, async (tx) => {
        await tx.rounds.close('r', 9);
        expect(await tx.answers.dropAnswersBefore('2027-01')).toBe(2);
      });
      expect(await asked()).toMatchObject([{ answered: 2, right: 2 }]);
    });

    describe('the outbox', () => {
      const claim = (
        now: number,
        owner = 'me',
        limit = 10,
        of: Partial<Claim> = {},
      ): Promise<readonly PostRow[]> =>
        store.outbox.claim({
          now,
          leaseUntil: now + 90,
          owner,
          platform: 'web',
          limit,
          channelPaceMs: 0,
          workspacePerSecond: null,
          ...of,
        });

      it('gives each post to one claimer, one for each channel, workspaces in turn', async () => {
        for (const workspace of [A, B])
          for (const channel of ['c', 'd']) await place(store, workspace, channel);
        for (const workspace of [A, A, B]) {
          await store.tx(workspace, async (tx) => {
            for (const channel of ['c', 'd']) {
              await tx.posts.add(post(`${channel}1`, channel));
              await tx.posts.add(post(`${channel}2`, channel, 2));
            }
          });
        }
        const first = await claim(5, 'me', 2);
        expect(new Set(first.map((one) => one.workspace)).size).toBe(2);
        const [mine, theirs] = await Promise.all([claim(5, 'me', 10), claim(5, 'you', 10)]);
        const all = [...first, ...mine, ...theirs].map((one) => `${one.workspace} ${one.name}`);
        expect(all.sort((a, b) => (a < b ? -1 : 1))).toEqual([
          `${A} c1`,
          `${A} d1`,
          `${B} c1`,
          `${B} d1`,
        ]);
        expect(await claim(6)).toEqual([]);
      });

      it('lets a lost lease go to the next, who knows that it was begun; the former can settle no more', async () => {
        await place(store, A);
        await store.tx(A, (tx) => tx.posts.add(post('p')));
        const [first] = await claim(5, 'me');
        expect(first?.state).toBe('pending');
        const [second] = await claim(5 + 90, 'you');
        expect(second).toMatchObject({
          name: 'p',
          state: 'sending',
          firstAttemptAt: 5,
          attempts: 2,
        });
        if (first === undefined || second === undefined) throw new Error('nothing was claimed');
        const settled = (row: PostRow, owner: string) =>
          store.tx(A, (tx) =>
            tx.posts.recordOutcome(row, owner, { kind: 'sent', message: 'm' }, 100),
          );
        expect(await settled(first, 'me')).toBe(false);
        expect(await settled(second, 'you')).toBe(true);
        expect(await store.tx(A, (tx) => tx.posts.byName('p'))).toMatchObject({
          state: 'sent',
          message: 'm',
        });
      });

      it('ends what a clock that was a year ahead has put off, and nothing else', async () => {
        const year = 365 * 24 * 3_600_000;
        const paced = { channelPaceMs: 60_000, workspacePerSecond: 1 };
        await place(store, A);
        await store.tx(A, (tx) => tx.posts.add(post('far')));
        const [far] = await claim(year, 'me', 10, { ...paced, leaseUntil: year + 90_000 });
        await store.tx(A, (tx) => tx.posts.add(post('near')));
        await store.leases.acquire({ name: 'web', owner: 'me', now: year, until: year + 15_000 });
        expect(await claim(50, 'you')).toEqual([]);
        await store.outbox.releaseFuture(50);
        expect(await claim(50, 'you')).toMatchObject([{ name: 'far', state: 'sending' }]);
        const taken = { name: 'web', owner: 'you', now: 50, until: 15_050 };
        expect(await store.leases.acquire(taken)).toBe(true);
        expect(far?.name).toBe('far');
        // A lease of today stays, also for a process whose clock is hours behind.
        await store.outbox.releaseFuture(51 - 6 * 3_600_000);
        await store.outbox.releaseFuture(51);
        expect(await claim(60, 'me')).toEqual([]);
        expect(await store.leases.acquire({ ...taken, owner: 'me', now: 60 })).toBe(false);
        expect(await store.verify()).toEqual([]);
      });

      it('sends a change that came while it was being sent', async () => {
        await place(store, A);
        const edit = { ...post('e'), what: { kind: 'edit', of: 'p' } as const };
        await store.tx(A, async (tx) => {
          await tx.posts.add(post('p'));
          await tx.posts.add(edit);
        });
        const [question] = await claim(5);
        expect(question?.name).toBe('p');
        expect(await claim(6)).toEqual([]);
        if (question === undefined) throw new Error('nothing was claimed');
        await store.tx(A, (tx) =>
          tx.posts.recordOutcome(question, 'me', { kind: 'sent', message: 'm1' }, 6),
        );
        const [first] = await claim(7);
        expect(first).toMatchObject({ name: 'e', aboutMessage: 'm1' });
        if (first === undefined) throw new Error('nothing was claimed');
        expect(await store.tx(A, (tx) => tx.posts.add({ ...edit, card: notice('newer') }))).toBe(
          false,
        );
        await store.tx(A, (tx) =>
          tx.posts.recordOutcome(first, 'me', { kind: 'sent', message: null }, 8),
        );
        const [again] = await claim(9);
        expect(again?.card.gist).toBe('newer');
      });

      it('names posts that did not go out until their owners know, and where somebody is to be told', async () => {
        const owedAt = async (now: number, platform: 'web' | 'slack' = 'web') =>
          (
            await store.dueWork.owedPosts({
              postsBefore: now - 10,
              othersBefore: now - 100,
              now,
              platforms: [platform],
              limit: 9,
            })
          ).map(({ workspace }) => workspace);
        const ends = async (name: string, at: number, outcome: SendOutcome) => {
          const row = (await claim(at)).find((one) => one.name === name);
          if (row === undefined) throw new Error(`${name} was not claimed`);
          await store.tx(A, (tx) => tx.posts.recordOutcome(row, 'me', outcome, at));
        };
        const notice = (name: string) => ({
          ...post(name),
          what: { kind: 'tell', member: 'boss' } as const,
        });
        for (const workspace of [A, B]) {
          await place(store, workspace);
          await store.tx(workspace, async (tx) => {
            await tx.posts.add({
              ...post('q'),
              what: { kind: 'post', replyTo: null, owner: 'boss' },
            });
            await tx.posts.drop('q', 'too late', 20);
            await tx.posts.owe('q');
          });
        }
        // More may follow, unless a wrong clock wrote it.
        expect(await owedAt(29)).toEqual([]);
        expect(await owedAt(19)).toEqual([A, B]);
        expect(await owedAt(30)).toEqual([A, B]);
        expect(await owedAt(30, 'slack')).toEqual([]);
        await store.tx(B, (tx) => tx.channels.setGone(25));
        expect(await owedAt(30)).toEqual([A]);
        const untold = () => store.tx(A, (tx) => tx.posts.untold());
        const [first] = await untold();
        expect(first).toMatchObject({ name: 'q', owner: 'boss', attempts: 0, notice: null });
        await store.tx(A, async (tx) => {
          await tx.posts.add(notice('n1'));
          await tx.posts.setNotice([first?.id ?? ''], 'n1');
        });
        expect(await untold()).toMatchObject([{ notice: { name: 'n1', state: 'pending' } }]);
        expect(await owedAt(40)).toEqual([]);
        await ends('n1', 41, { kind: 'failed', error: 'x' });
        expect(await owedAt(50)).toEqual([]);
        expect(await untold()).toMatchObject([{ notice: { name: 'n1', state: 'failed' } }]);
        await store.tx(A, async (tx) => {
          await tx.posts.add(notice('n2'));
          await tx.posts.passOn('n1', 'n2');
        });
        expect(await owedAt(53)).toEqual([]);
        await ends('n2', 54, { kind: 'sent', message: null });
        expect(await owedAt(55)).toEqual([A]);
        await store.tx(A, (tx) => tx.posts.setNotice([first?.id ?? ''], null));
        expect(await untold()).toEqual([]);
        expect(await owedAt(99)).toEqual([]);
      });

      it('keeps a notice in other languages, until its time is over', async () => {
        await place(store, A);
        const also = { de: notice('Hallo') };
        const tell = { ...post('n'), what: { kind: 'tell', member: 'boss', also } as const };
        await store.tx(A, (tx) => tx.posts.add(tell));
        const [row] = await claim(5);
        expect(row?.also).toEqual(also);
        if (row === undefined) throw new Error('nothing was claimed');
        await store.tx(A, (tx) =>
          tx.posts.recordOutcome(row, 'me', { kind: 'sent', message: null }, 6),
        );
        await store.tx(A, (tx) => tx.posts.dropSettledBefore(7, 9));
        expect(await store.tx(A, (tx) => tx.posts.byName('n'))).toMatchObject({ also: null });
      });

      it('tells again what a notice was to tell that went with its member', async () => {
        await place(store, A);
        await store.tx(A, async (tx) => {
          await tx.posts.add(post('q'));
          await tx.posts.drop('q', 'too late', 20);
          await tx.posts.owe('q');
          const [one] = await tx.posts.untold();
          await tx.posts.setNotice([one?.id ?? ''], 'gone');
        });
        const due = {
          postsBefore: 0,
          othersBefore: 0,
          now: 30,
          platforms: ['web'],
          limit: 9,
        } as const;
        expect(await store.dueWork.owedPosts(due)).toEqual([{ workspace: A }]);
        expect(await store.tx(A, (tx) => tx.posts.untold())).toMatchObject([
          { notice: { name: 'gone', state: null } },
        ]);
      });

      it('tries what was given up once more, unless it has a newer card or was dropped', async () => {
        await place(store, A);
        const edit = (name: string) => ({
          ...post(name, name),
          what: { kind: 'edit', of: 'p' } as const,
        });
        const tell = { ...post('tell'), what: { kind: 'tell', member: 'boss' } as const };
        await store.tx(A, async (tx) => {
          for (const name of ['e', 'newer', 'dropped']) await tx.posts.add(edit(name));
          await tx.posts.add(tell);
        });
        const giveUp = async (at: number): Promise<readonly string[]> => {
          const rows = await claim(at);
          for (const row of rows)
            await store.tx(A, async (tx) => {
              await tx.posts.recordOutcome(row, 'me', { kind: 'failed', error: 'x' }, at + 1);
              await tx.posts.owe(row.name);
            });
          return rows.map(({ name }) => name).toSorted();
        };
        expect(await giveUp(5)).toEqual(['dropped', 'e', 'newer', 'tell']);
        await store.tx(A, async (tx) => {
          await tx.posts.add({ ...edit('newer'), card: notice('newer'), now: 7 });
          await tx.posts.drop('dropped', 'over', 7);
        });
        const due = { postsBefore: 9, platforms: ['web'], limit: 9 } as const;
        expect(await store.dueWork.owedPosts({ ...due, othersBefore: 5, now: 9 })).toEqual([]);
        expect(await store.dueWork.owedPosts({ ...due, othersBefore: 6, now: 9 })).toHaveLength(1);
        expect(await store.dueWork.owedPosts({ ...due, othersBefore: 0, now: 5 })).toHaveLength(1);
        expect((await claim(8)).map(({ name }) => name)).toEqual(['newer']);
        await store.tx(A, (tx) => tx.posts.tryAgain(5, 9));
        expect(await giveUp(9)).toEqual([]);
        await store.tx(A, (tx) => tx.posts.tryAgain(6, 9));
        expect(await store.dueWork.owedPosts({ ...due, othersBefore: 6, now: 9 })).toEqual([]);
        expect(await store.tx(A, (tx) => tx.posts.byName('e'))).toMatchObject({
          state: 'pending',
          attempts: 1,
          createdAt: 1,
        });
        expect(await giveUp(9)).toEqual(['e', 'tell']);
        expect(await store.tx(A, (tx) => tx.posts.byName('dropped'))).toMatchObject({
          state: 'dropped',
        });
      });

      it('keeps an unknown post for a manager, who decides once', async () => {
        await place(store, A);
        await store.tx(A, (tx) => tx.posts.add(post('p')));
        const [row] = await claim(5);
        if (row === undefined) throw new Error('nothing was claimed');
        await store.tx(A, (tx) =>
          tx.posts.recordOutcome(row, 'me', { kind: 'unknown', error: 'x' }, 6),
        );
        const reply = { kind: 'post', replyTo: 'p', owner: null } as const;
        await store.tx(A, (tx) => tx.posts.add({ ...post('reply'), what: reply }));
        expect(await claim(500)).toEqual([]);
        const decide = () => store.tx(A, (tx) => tx.posts.resolveUnknown(row.id, 'again', 501));
        expect([await decide(), await decide()]).toEqual([true, false]);
        expect(await claim(502)).toMatchObject([{ name: 'p', state: 'pending', attempts: 1 }]);
        expect((await store.outbox.counts()).sending).toBe(1);
        expect(await store.outbox.oldestOpen()).toBe(1);
      });

      it('takes for stuck what neither a manager nor an administrator keeps waiting', async () => {
        await place(store, A);
        await place(store, B);
        const reply = { kind: 'post', replyTo: 'p', owner: null } as const;
        await store.tx(A, async (tx) => {
          await tx.posts.add(post('p'));
          await tx.posts.add({ ...post('reply'), what: reply });
        });
        const [row] = await claim(5);
        if (row === undefined) throw new Error('nothing was claimed');
        await store.tx(A, (tx) =>
          tx.posts.recordOutcome(row, 'me', { kind: 'unknown', error: 'x' }, 6),
        );
        // The reply waits until a manager has looked for what it answers.
        expect(await store.outbox.oldestOpen()).toBeNull();
        await store.tx(B, (tx) => tx.posts.add(post('q')));
        expect(await store.outbox.oldestOpen()).toBe(1);
        const { installations } = store;
        const org = installation('slack:E1', { isOrganization: true });
        await installations.put(org);
        await installations.grant(org.id, [B], 7);
        await installations.refused(org, 8);
        expect(await store.outbox.oldestOpen()).toBeNull();
        await installations.put(installation(B));
        expect(await store.outbox.oldestOpen()).toBe(1);
      });

      it("keeps a channel's pace, and every workspace's own allowance", async () => {
        for (const channel of ['c', 'd', 'e']) await place(store, A, channel);
        await place(store, B);
        await store.tx(A, async (tx) => {
          for (const name of ['c1', 'c2', 'd1', 'e1']) await tx.posts.add(post(name, name[0]));
        });
        await store.tx(B, (tx) => tx.posts.add(post('c1')));
        const limits = { channelPaceMs: 700, workspacePerSecond: 2, leaseUntil: 9_999 };
        const names = async (now: number): Promise<readonly string[]> =>
          (await claim(now, 'me', 10, limits)).map((one) => `${one.workspace} ${one.name}`).sort();
        expect(await names(5)).toEqual([`${A} c1`, `${A} d1`, `${B} c1`]);
        expect(await names(504)).toEqual([]);
        expect(await names(505)).toEqual([`${A} e1`]);
        const first = await store.tx(A, (tx) => tx.posts.byName('c1'));
        if (first === null) throw new Error('it was not added');
        await store.tx(A, (tx) =>
          tx.posts.recordOutcome(first, 'me', { kind: 'sent', message: 'm' }, 506),
        );
        expect(await claim(704, 'me', 10, { ...limits, workspacePerSecond: null })).toEqual([]);
        expect(await names(1_005)).toEqual([`${A} c2`]);
      });

      it('lets nothing of a channel pass while the platform asks for a pause, but edits', async () => {
        await place(store, A);
        await store.tx(A, async (tx) => {
          await tx.posts.add(post('q'));
          await tx.posts.add({ ...post('p', 'c', 2), dueAt: 2 });
        });
        const [question] = await claim(5);
        if (question === undefined) throw new Error('nothing was claimed');
        const retry = { kind: 'retry', dueAt: 50, error: 'x', channelPausedUntil: 90 } as const;
        await store.tx(A, (tx) => tx.posts.recordOutcome(question, 'me', retry, 6));
        expect(await claim(89)).toEqual([]);
        expect(await claim(90)).toMatchObject([{ name: 'p' }]);
      });

      it('drops the cards of settled posts when their time is over, and keeps their names and numbers', async () => {
        await openRound(store, A, 'r');
        const edit = { ...post('edit:x', 'd'), what: { kind: 'edit', of: 'x' } as const };
        await store.tx(A, (tx) => tx.posts.add(edit));
        for (const row of await claim(5)) {
          await store.tx(A, (tx) =>
            tx.posts.recordOutcome(row, 'me', { kind: 'sent', message: `m ${row.name}` }, 6),
          );
        }
        await store.tx(A, (tx) => tx.posts.add(post('board', 'd')));
        const drop = (at: number) => store.tx(A, (tx) => tx.posts.dropSettledBefore(at, 10));
        expect([await drop(6), await drop(7), await drop(7)]).toEqual([0, 2, 0]);
        expect(await store.tx(A, (tx) => tx.posts.byName('edit:x'))).toBeNull();
        expect(await store.tx(A, (tx) => tx.posts.byName('round:r'))).toMatchObject({
          message: 'm round:r',
          card: { gist: '' },
        });
        expect(await claim(8)).toMatchObject([{ name: 'board' }]);
      });

      it('adds a post of one name once, and leaves alone what a gone workspace or another platform has', async () => {
        await place(store, A);
        const added = await store.tx(A, async (tx) => [
          await tx.posts.add(post('p')),
          await tx.posts.add(post('p')),
        ]);
        expect(added).toEqual([true, false]);
        expect(await claim(5, 'me', 5, { platform: 'slack' })).toEqual([]);
        await store.tx(A, (tx) => tx.channels.setGone(4));
        expect(await claim(5)).toEqual([]);
        await store.tx(A, (tx) => tx.channels.setGone(null));
        await store.tx(A, (tx) => tx.posts.dropChannel('c', 'gone', 5));
        expect(await claim(6)).toEqual([]);
      });
    });

    describe('what the analysis rests on', () => {
      it('is the workspace’s own rounds and answers, oldest first, withdrawn rounds left out', async () => {
        await openRound(store, A, 'late');
        await openRound(store, A, 'gone');
        await openRound(store, B, 'late');
        await store.tx(A, async (tx) => {
          await give(tx, answer('late', 'ann', 'red', 9));
          await give(tx, answer('late', 'bo', 'green', 3));
          await tx.answers.setSure('late', 'bo', 'sure');
          await tx.rounds.withdraw('gone', 4);
          await tx.rounds.close('late', 10);
        });
        await store.tx(B, (tx) => give(tx, answer('late', 'foreign', 'red')));
        await store.tx(A, async ({ analysis }) => {
          expect(await analysis.rounds('d')).toEqual([
            {
              id: 'late',
              question: 'oauth',
              hash: PINNED.hash,
              keys: ['green'],
              openedAt: 1,
              closedAt: 10,
              voidedAt: null,
              day: '2026-11-24',
            },
          ]);
          const ann = { round: 'late', member: 'ann', option: 'red', sure: null, at: 9 };
          const bo = { round: 'late', member: 'bo', option: 'green', sure: 'sure', at: 3 };
          const read = (rounds: readonly string[], behind: PlacedAnswer | null, limit: number) =>
            analysis.answers(rounds, { behind, limit });
          expect(await read(['late'], null, 9)).toEqual([ann, bo]);
          expect(await read(['late'], null, 1)).toEqual([ann]);
          expect(await read(['late'], ann, 1)).toEqual([bo]);
          expect(await read(['late'], bo, 1)).toEqual([]);
          expect(await read([], null, 1)).toEqual([]);
          expect(await analysis.haveMoreAnswers(['d', 'other'], 1)).toBe(true);
          expect(await analysis.haveMoreAnswers(['d', 'other'], 2)).toBe(false);
          expect(await analysis.haveMoreAnswers(['other'], 0)).toBe(false);
          expect(await analysis.haveMoreAnswers([], 0)).toBe(false);
          expect(await analysis.rounds('other')).toEqual([]);
          expect(await analysis.keptSince()).toBeNull();
        });
      });

      it('has a state for each deck that changes with what a report shows', async () => {
        await openRound(store, A, 'r');
        const states = new Set<string>();
        const state = async (): Promise<void> => {
          const all = await store.tx(A, ({ analysis }) => analysis.deckStates());
          expect([...all.keys()]).toEqual(['d']);
          states.add(all.get('d') ?? '');
        };
        const steps: readonly ((tx: Tx) => Promise<unknown>)[] = [
          (tx) => give(tx, answer('r', 'ann', 'red')),
          (tx) => tx.rounds.close('r', 10),
          (tx) => tx.rounds.setVoid('r', 11),
          (tx) => tx.rounds.setVoid('r', null),
          (tx) =>
            tx.corrections.set(
              { deck: 'd', question: 'oauth', hash: 'h', keys: ['red'], retired: false },
              12,
            ),
          (tx) => tx.answers.dropAnswersBefore('2026-12'),
        ];
        for (const step of steps) {
          await store.tx(A, step);
          await state();
        }
        // A restored round is as it was before the void.
        expect(states.size).toBe(steps.length - 1);
      });

      it('keeps the last analysis of a deck', async () => {
        await place(store, A);
        await place(store, B);
        const made = (state: string): KeptAnalysis => ({
          state,
          analysis: {
            deck: 'd',
            items: [],
            turnouts: [{ week: 'w', rounds: 1, answers: 5, small: 0 }],
          },
          texts: [{ hash: 'h', stem: 'Why?', tags: ['t'], gists: [['a', 'Because']] }],
        });
        await store.tx(A, async ({ analysis }) => {
          await analysis.keep('d', made('old'));
          await analysis.keep('d', made('new'));
        });
        const kept = (workspace: string, decks: readonly string[]) =>
          store.tx(workspace, ({ analysis }) => analysis.kept(decks));
        expect(await kept(A, ['d', 'e'])).toEqual(new Map([['d', made('new')]]));
        expect(await kept(A, [])).toEqual(new Map());
        expect(await kept(B, ['d'])).toEqual(new Map());
      });

      it('counts reported problems by question', async () => {
        await place(store, A);
        const said = { deck: 'd', question: 'oauth', reason: 'key', note: '', at: 1 } as const;
        await store.tx(A, async (tx) => {
          for (const member of ['ann', 'bo']) await tx.reports.add({ ...said, member });
        });
        expect(await store.tx(A, ({ analysis }) => analysis.problems())).toEqual(
          new Map([['d/oauth', 2]]),
        );
        expect(await store.tx(B, ({ analysis }) => analysis.problems())).toEqual(new Map());
      });
    });

    it('lends a name to one process at a time', async () => {
      const acquire = (
        owner: string,
        now: number,
        until: number,
        ownerGone = false,
      ): Promise<boolean> => store.leases.acquire({ name: 'token', owner, now, until, ownerGone });
      expect(await acquire('one', 0, 60)).toBe(true);
      expect(await acquire('two', 30, 90)).toBe(false);
      expect(await acquire('one', 30, 90)).toBe(true);
      expect(await acquire('two', 90, 150)).toBe(true);
      await store.leases.release('token', 'one');
      expect(await acquire('one', 100, 160)).toBe(false);
      await store.leases.release('token', 'two');
      expect(await acquire('one', 100, 160)).toBe(true);
      expect(await acquire('two', 101, 161, true)).toBe(true);
      expect(await acquire('one', 102, 162)).toBe(false);
    });

    it('keeps every version of a deck, of which the newest is asked, and lets only one follow each', async () => {
      await place(store, A);
      const changes = { added: [], changed: [], removed: [], settings: false, order: false };
      const version = (base: number, title: string) => ({
        base,
        source: `deck: d\ntitle: ${title}\n`,
        deck: { ...deckOf('d', [ASKED]), title },
        changes: { ...changes, added: [title] },
        member: 'ann',
        at: base + 1,
      });
      const save = (base: number, title: string) =>
        store.tx(A, (tx) => tx.decks.save(version(base, title)));
      expect(await save(0, 'one')).toBe(true);
      expect(await save(0, 'again')).toBe(false);
      const both = await Promise.all([save(1, 'two'), save(1, 'other two')]);
      expect(both.toSorted()).toEqual([false, true]);
      expect(await save(7, 'no base')).toBe(false);
      await store.tx(A, async (tx) => {
        const [current] = await tx.decks.current();
        expect(current?.version).toBe(2);
        expect(current?.deck.title).toMatch(/two$/);
        expect(await tx.decks.get('d')).toEqual(current);
        expect(await tx.decks.source('d', 1)).toBe(version(0, 'one').source);
        expect(await tx.decks.source('d', 3)).toBeNull();
        const history = await tx.decks.history('d');
        expect(history.map((one) => [one.version, one.at])).toEqual([
          [2, 2],
          [1, 1],
        ]);
        expect(history[1]).toMatchObject({ member: 'ann', changes: { added: ['one'] } });
        await tx.decks.remove('d', 9);
        expect(await tx.decks.current()).toEqual([]);
        expect(await tx.decks.removed()).toEqual([{ id: 'd', version: 2 }]);
        expect(await tx.decks.save(version(2, 'back'))).toBe(true);
        expect(await tx.decks.removed()).toEqual([]);
      });
      await store.tx(B, async (tx) => {
        expect(await tx.decks.current()).toEqual([]);
        expect(await tx.decks.history('d')).toEqual([]);
      });
    });

    it('keeps one draft of a deck for each member', async () => {
      await place(store, A);
      await store.tx(A, async (tx) => {
        const draft = { deck: 'd', member: 'ann', base: 0, source: 'one', at: 1 };
        await tx.decks.saveDraft(draft);
        await tx.decks.saveDraft({ ...draft, source: 'two', base: 3, at: 2 });
        await tx.decks.saveDraft({ ...draft, deck: 'e', at: 5 });
        await tx.decks.saveDraft({ ...draft, member: 'bo' });
        const newest = { ...draft, source: 'two', base: 3, at: 2 };
        expect(await tx.decks.draft('d', 'ann')).toEqual(newest);
        expect((await tx.decks.drafts('ann')).map(({ deck }) => deck)).toEqual(['e', 'd']);
        await tx.decks.dropDraft('d', 'ann');
        expect(await tx.decks.draft('d', 'ann')).toBeNull();
        expect(await tx.decks.draft('d', 'bo')).not.toBeNull();
      });
    });

    it('lets one manager decide on a suggestion', async () => {
      await place(store, A);
      const fields = questionWith('Why?', '');
      const suggestion = { member: 'ann', channel: 'c', deck: '', fields, isNamed: true };
      await store.tx(A, async (tx) => {
        await tx.suggestions.add({ ...suggestion, id: 's2', at: 2 });
        await tx.suggestions.add({ ...suggestion, id: 's1', at: 1 });
        expect((await tx.suggestions.list()).map(({ id }) => id)).toEqual(['s1', 's2']);
        expect(await tx.suggestions.get('s1')).toEqual({ ...suggestion, id: 's1', at: 1 });
        await tx.suggestions.add({ ...suggestion, id: 's3', at: 3, member: 'bo' });
        expect(await tx.suggestions.count('ann')).toBe(2);
        expect(await tx.suggestions.count()).toBe(3);
        await tx.suggestions.remove('s3');
      });
      await store.tx(B, async (tx) => {
        expect(await tx.suggestions.get('s1')).toBeNull();
        expect(await tx.suggestions.remove('s1')).toBe(false);
      });
      const remove = () => store.tx(A, (tx) => tx.suggestions.remove('s1'));
      expect((await Promise.all([remove(), remove()])).toSorted()).toEqual([false, true]);
    });

    it('keeps an installation until it is removed, and serves workspaces by their own or their organization', async () => {
      const { installations } = store;
      await installations.put(installation('slack:T1', { installedAt: 10 }));
      await installations.put(installation('slack:E1', { isOrganization: true }));
      expect(await installations.get('slack:T1')).toEqual(
        installation('slack:T1', { installedAt: 10 }),
      );
      expect(await installations.get('slack:T2')).toBeNull();
      expect(await installations.serving('slack:T2')).toBeNull();

      expect(await installations.grant('slack:E1', ['slack:T1', 'slack:T2'], 5)).toEqual([
        'slack:T1',
        'slack:T2',
      ]);
      expect(await installations.grant('slack:E1', ['slack:T2', 'slack:T3'], 7)).toEqual([
        'slack:T3',
      ]);
      expect((await installations.serving('slack:T1'))?.id).toBe('slack:T1');
      expect((await installations.serving('slack:T2'))?.id).toBe('slack:E1');
      expect(await installations.grantedBy('slack:E1')).toHaveLength(3);
      // A late event takes no newer grant.
      expect(await installations.revoke('slack:E1', ['slack:T2', 'slack:T3'], 6)).toEqual([
        'slack:T2',
      ]);
      expect(await installations.serving('slack:T2')).toBeNull();
      expect(await installations.revoke('slack:E2', ['slack:T3'], 99)).toEqual([]);

      expect(await installations.remove({ id: 'slack:T1', installedAt: 9 })).toBe(false);
      expect(await installations.remove({ id: 'slack:T1', installedAt: 10 })).toBe(true);
      expect(await installations.get('slack:T1')).toBeNull();
      expect((await installations.serving('slack:T1'))?.id).toBe('slack:E1');
      expect(await installations.remove({ id: 'slack:E1', installedAt: 1 })).toBe(true);
      expect(await installations.grantedBy('slack:E1')).toEqual([]);
      expect(await installations.list(null, 9)).toEqual([]);
    });

    it('replaces the tokens of the installation that is meant, and of no later one', async () => {
      const { installations } = store;
      await installations.put(installation('slack:T1', { installedAt: 10 }));
      const next = (version: string) => ({
        encrypted: { text: `v1.${version}`, keyId: 'new' },
        expiresAt: 99,
        version,
      });
      const meant = { id: 'slack:T1', installedAt: 10 };
      const first = { ...meant, version: 'first' };
      expect(await installations.replaceTokens(first, next('second'))).toBe(true);
      expect(await installations.replaceTokens(first, next('third'))).toBe(false);
      expect((await installations.get('slack:T1'))?.tokens).toEqual(next('second'));
      await installations.put(installation('slack:T1', { installedAt: 20 }));
      expect(await installations.replaceTokens(meant, next('fourth'))).toBe(false);
      expect((await installations.get('slack:T1'))?.tokens.version).toBe('first');
    });

    it('notes since when no token is taken, until one is or the app is installed again', async () => {
      const { installations } = store;
      await installations.put(installation('slack:T1', { installedAt: 10 }));
      const meant = { id: 'slack:T1', installedAt: 10 };
      expect(await installations.refused(meant, 20)).toBe(20);
      expect(await installations.refused(meant, 30)).toBe(20);
      await installations.accepted({ ...meant, installedAt: 9 });
      expect(await installations.refused(meant, 40)).toBe(20);
      await installations.accepted(meant);
      expect(await installations.refused(meant, 50)).toBe(50);
      await installations.put(installation('slack:T1', { installedAt: 60 }));
      expect(await installations.refused(meant, 70)).toBeNull();
      expect(await installations.refused({ ...meant, installedAt: 60 }, 80)).toBe(80);
    });

    it('pages through installations by id', async () => {
      const { installations } = store;
      for (const team of ['T3', 'T1', 'T2']) await installations.put(installation(`slack:${team}`));
      const page = async (after: string | null) =>
        (await installations.list(after, 2)).map(({ id }) => id);
      expect(await page(null)).toEqual(['slack:T1', 'slack:T2']);
      expect(await page('slack:T2')).toEqual(['slack:T3']);
    });

    it('lets a state of OAuth be used once, however many try at once', async () => {
      const { installations } = store;
      const tries = ['a', 'a', 'a', 'b'].map((state) => installations.spendState(state, 100, 0));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(2);
      expect(await installations.spendState('a', 100, 99)).toBe(false);
      // It is too old by then, which its own signature says.
      expect(await installations.spendState('a', 300, 100)).toBe(true);
    });

    it('purges an installation with its workspace', async () => {
      await place(store, A);
      await store.installations.put(installation(A));
      await store.installations.grant('slack:E1', [A], 1);
      await store.tx(A, (tx) => tx.channels.setGone(5));
      expect(await store.workspaces.purge(A, 5)).toBe(true);
      expect(await store.installations.list(null, 9)).toEqual([]);
      expect(await store.installations.grantedBy('slack:E1')).toEqual([]);
    });

    it('opens the studio once for each link, until it is too old', async () => {
      const visitor = { platform: 'slack', workspace: A, channel: 'c', member: 'ann' } as const;
      const { studio } = store;
      const add = (token: string, member: string, expiresAt: number) =>
        studio.addLink({ token, code: '007007', expiresAt }, { ...visitor, member }, 0);
      await add('link', 'ann', 100);
      await add('late', 'ben', 50);
      expect(await studio.shutLink('link', 99)).toBeNull();
      expect(await studio.shutLink('late', 50)).toBe('late');
      expect(await studio.shutLink('never', 50)).toBe('unknown');
      const redeem = (link: string, token: string) =>
        studio.redeem({ token: link, code: '007007' }, { token, expiresAt: 200 }, 60);
      const used = await Promise.all([redeem('link', 'one'), redeem('link', 'two')]);
      expect(used).toContainEqual({ kind: 'open' });
      expect(used).toContainEqual({ kind: 'shut', why: 'used' });
      expect(await redeem('late', 'three')).toEqual({ kind: 'shut', why: 'late' });
      expect(await redeem('never', 'three')).toEqual({ kind: 'shut', why: 'unknown' });
      const session = used[0]?.kind === 'open' ? 'one' : 'two';
      expect(await studio.visitor(session, 199)).toEqual(visitor);
      expect(await studio.visitor(session, 200)).toBeNull();
      expect(await studio.visitor('link', 60)).toBeNull();
      await studio.leave(session);
      expect(await studio.visitor(session, 199)).toBeNull();
    });

    it('counts wrong codes of a link together, until it opens nothing any more', async () => {
      const visitor = { platform: 'slack', workspace: A, channel: 'c', member: 'ann' } as const;
      const { studio } = store;
      const add = (token: string) =>
        studio.addLink({ token, code: '123456', expiresAt: 100 }, visitor, 0);
      const redeem = (token: string, code: string) =>
        studio.redeem({ token, code }, { token: 'session', expiresAt: 200 }, 60);
      await add('first');
      const guesses = await Promise.all(
        ['000000', '', '12345', '1234567', '654321'].map((code) => redeem('first', code)),
      );
      const left = guesses.map((one) => (one.kind === 'wrong-code' ? one.left : one.kind));
      expect(new Set(left)).toEqual(new Set([1, 2, 3, 4, 'shut']));
      expect(await redeem('first', '123456')).toEqual({ kind: 'shut', why: 'tried' });
      expect(await studio.visitor('session', 60)).toBeNull();
      await add('second');
      await add('third');
      expect(await redeem('second', '123456')).toEqual({ kind: 'shut', why: 'replaced' });
      // A session is begun by the code of its own link alone.
      expect(await redeem('third', '654321')).toEqual({ kind: 'wrong-code', left: 4 });
      expect(await redeem('third', '123456')).toEqual({ kind: 'open' });
      expect(await studio.visitor('session', 60)).toEqual(visitor);
    });

    it('keeps what is planned for a date of a schedule, and lists channels', async () => {
      await place(store, A, 'c2');
      await place(store, A, 'c1');
      await store.tx(A, async (tx) => {
        await tx.channels.rename('c2', 'platform\u0000-team');
        await tx.channels.rename('unknown', 'nowhere');
        expect((await tx.channels.list()).map(({ id, name }) => [id, name])).toEqual([
          ['c1', ''],
          ['c2', 'platform-team'],
        ]);
        await tx.schedules.plan('daily', { slot: 's', deck: 'd', question: 'q1' });
        await tx.schedules.plan('daily', { slot: 's', deck: 'd', question: 'q2' });
        expect(await tx.schedules.planned('daily')).toEqual([
          { slot: 's', deck: 'd', question: 'q2' },
        ]);
        await tx.schedules.plan('daily', { slot: 't', deck: 'd', question: 'q1' });
        await tx.schedules.unplan('daily', 't');
        await tx.schedules.unplan('weekly', 's');
        expect((await tx.schedules.planned('daily')).map(({ slot }) => slot)).toEqual(['s']);
      });
      await store.tx(B, async (tx) => {
        await tx.schedules.unplan('daily', 's');
        expect(await tx.schedules.planned('daily')).toEqual([]);
        expect(await tx.channels.list()).toEqual([]);
      });
      await store.tx(A, async (tx) => {
        expect(await tx.schedules.planned('daily')).toHaveLength(1);
      });
    });
  });
}

/** Boards and own standings must equal the pure ranking of the listed members. */
async function sameAsRanked(store: Store): Promise<void> {
  await store.tx(A, async (tx) => {
    const top = await tx.boards.top({ scope: 'c', period: 'all', reader: null }, 100);
    const expected = rank(top);
    expect(top.map((row) => `${row.rank} ${row.member}`)).toEqual(
      expected.map((row) => `${row.rank} ${row.member}`),
    );
    for (const row of top) {
      const own = await tx.boards.own({ scope: 'c', period: 'all', reader: row.member });
      expect(own?.own.rank).toBe(row.rank);
      expect(own?.of).toBe(top.length);
      expect(own?.tiedWith).toBe(top.filter((one) => one.points === row.points).length - 1);
      const more = top.filter((one) => one.points > row.points).map((one) => one.points);
      expect(own?.above?.points ?? null).toBe(more.length === 0 ? null : Math.min(...more));
      const less = top.filter((one) => one.points < row.points).map((one) => one.points);
      expect(own?.below?.points ?? null).toBe(less.length === 0 ? null : Math.max(...less));
    }
  });
}
