import { type Chat } from '../../src/ports/chat.ts';
import type { PressContext } from '../../src/ports/answering.ts';
import type { Store, Tx } from '../../src/ports/store.ts';
import { PLACES } from './history.ts';
import type { Tampering } from './run.ts';
import { PostError } from '../../src/ports/errors.ts';

type Rows<K extends keyof Tx> = (rows: Tx[K], tx: Tx) => Partial<Tx[K]>;

/** A store in which some rows of a transaction behave differently. */
function rows<K extends keyof Tx>(part: K, change: Rows<K>): NonNullable<Tampering['store']> {
  return (store) => ({
    ...store,
    tx: (workspace, work) =>
      store.tx(workspace, (tx) =>
        work({ ...tx, [part]: { ...tx[part], ...change(tx[part], tx) } }),
      ),
  });
}

/** A store of which one part beside the transactions behaves differently. */
function part<K extends 'outbox' | 'dueWork' | 'workspaces' | 'answering'>(
  name: K,
  change: (inner: Store[K]) => Partial<Store[K]>,
): NonNullable<Tampering['store']> {
  return (store: Store) => ({ ...store, [name]: { ...store[name], ...change(store[name]) } });
}

/** A store whose presses are judged by other knowledge. */
function knowing(change: (known: PressContext) => PressContext): NonNullable<Tampering['store']> {
  return (store) => ({
    ...store,
    answering: {
      ...store.answering,
      press: (workspace, press, judge) =>
        store.answering.press(workspace, press, (known) => judge(change(known))),
    },
  });
}

function chat(change: (chat: Chat) => Partial<Chat>): NonNullable<Tampering['chat']> {
  return (inner) => ({ ...inner, ...change(inner) });
}

let attempt = 0;

/** Faults that somebody could make, each planted by what a process is built from. The simulation must find every one. */
export const BUGS: readonly Tampering[] = [
  { name: 'confirmed before it is durable', forgets: 1 },
  {
    name: 'the last answer counts instead of the first',
    store: (store) => ({
      ...store,
      answering: {
        ...store.answering,
        press: (workspace, press, judge) =>
          store.answering.press(workspace, press, (known) => {
            const history = { ...known.history, lastCounted: null };
            // Pretends that it was taken, as an upsert would.
            const { outcome } = judge({ ...known, first: null, history });
            return { ...judge(known), outcome };
          }),
      },
    }),
  },
  {
    name: 'late clicks count',
    store: knowing((known) => ({
      ...known,
      round: { ...known.round, closedAt: null, closesAt: null, voidedAt: null },
    })),
  },
  {
    name: 'the tenant comes from the button',
    store: (store) => ({
      ...store,
      answering: {
        ...store.answering,
        press: async (workspace, press, judge) =>
          (await store.answering.press(workspace, press, judge)) ??
          // A question across tenants, as a query without `workspace = ?` would give it.
          (workspace === 'web:b'
            ? store.answering.press(PLACES.quiz.workspace, press, judge)
            : null),
      },
    }),
  },
  {
    name: 'posts again without looking',
    chat: chat(() => ({ find: async () => ({ kind: 'absent' }) })),
  },
  {
    name: 'believes a lost post to be there',
    chat: chat(() => ({ find: async () => ({ kind: 'there', message: 'm0' }) })),
  },
  {
    name: 'takes an unknown outcome for not sent',
    chat: chat((inner) => ({
      post: async (...call) => {
        try {
          return await inner.post(...call);
        } catch (error) {
          if (error instanceof PostError && error.failure === 'unknown') {
            throw new PostError({ failure: 'not-sent', code: error.code, advice: error.advice });
          }
          throw error;
        }
      },
    })),
  },
  {
    name: 'takes an unknown outcome for sent',
    chat: chat((inner) => ({
      post: async (...call) => {
        try {
          return await inner.post(...call);
        } catch (error) {
          if (error instanceof PostError && error.failure === 'unknown') return 'm0';
          throw error;
        }
      },
    })),
  },
  {
    name: 'retries inside the client',
    chat: chat((inner) => ({
      post: async (...call) => {
        try {
          return await inner.post(...call);
        } catch {
          return inner.post(...call);
        }
      },
    })),
  },
  {
    name: 'a new name for each attempt',
    chat: chat((inner) => ({
      post: (place, card, name, options) => {
        attempt += 1;
        return inner.post(place, card, `${name}#${attempt}`, options);
      },
    })),
  },
  {
    name: 'a lease shorter than a request may take',
    store: part('outbox', (inner) => ({
      claim: (claim) => inner.claim({ ...claim, leaseUntil: claim.now }),
    })),
    chat: chat((inner) => ({
      find: async (...call) => {
        const found = await inner.find(...call);
        return found.kind === 'cannot-tell' ? { kind: 'absent' } : found;
      },
    })),
  },
  {
    name: 'the outcome of a post is not written down',
    store: rows('posts', (posts) => ({
      recordOutcome: async (post, owner, outcome, now) =>
        posts.recordOutcome(
          post,
          owner,
          outcome.kind === 'sent' ? { kind: 'retry', dueAt: now + 20_000, error: '' } : outcome,
          now,
        ),
    })),
  },
  {
    name: 'a queue in memory',
    store: rows('posts', (posts) => ({
      addAll: (all) => posts.addAll(all.filter(({ name }) => !name.startsWith('reveal:'))),
    })),
  },
  {
    name: 'slots are not taken',
    store: rows('schedules', () => ({
      claimSlots: async (...slots) => slots,
      setDoneUntil: async () => {},
    })),
  },
  {
    name: 'occurrences are written off before they are served',
    store: rows('schedules', (schedules) => ({
      claimSlots: async (...slots) => {
        const posted = slots.map((slot) => ({ ...slot, outcome: 'posted' }) as const);
        await schedules.claimSlots(...posted);
        return [];
      },
    })),
  },
  {
    name: 'fires early',
    store: part('dueWork', (inner) => ({
      rounds: (now, ...due) => inner.rounds(now + 2 * 3_600_000, ...due),
    })),
  },
  {
    name: 'points are added twice',
    store: (store) => ({
      ...store,
      answering: {
        ...store.answering,
        press: async (workspace, press, judge) => {
          const given: string[] = [];
          const outcome = await store.answering.press(workspace, press, (known) => {
            const verdict = judge(known);
            if (verdict.answer?.counts === true) given.push(verdict.answer.round);
            return verdict;
          });
          for (const round of given)
            await store.tx(workspace, (tx) => tx.answers.rejudge(round, [], true));
          return outcome;
        },
      },
    }),
  },
  {
    name: 'the key is changed and the boards are not',
    store: rows('answers', () => ({ rejudge: async () => {} })),
  },
  {
    name: 'a newer edit is lost to an older one',
    store: rows('posts', (posts) => ({
      addAll: async (all) => {
        const known = await posts.fates(all.map(({ name }) => name));
        await posts.addAll(
          all.filter(({ name, what }) => what.kind !== 'edit' || !known.has(name)),
        );
      },
      add: async (post) =>
        post.what.kind === 'edit' && (await posts.byName(post.name)) !== null
          ? false
          : posts.add(post),
    })),
  },
  {
    name: 'an error reaches the member',
    store: part('answering', () => ({
      factsFor: async () => {
        throw new TypeError('cannot read properties of undefined');
      },
    })),
  },
  {
    name: 'a gesture that is delivered again acts again',
    store: rows('idempotencyKeys', () => ({ claim: async () => true })),
  },
  {
    name: 'practice shows what is open',
    store: rows('sessions', () => ({ openFor: async () => [] })),
  },
  {
    name: 'nobody hears of a post that did not go out',
    store: rows('posts', () => ({ owe: async () => {} })),
  },
  {
    name: 'a purge forgets nothing',
    store: part('workspaces', () => ({ purge: async () => true })),
  },
];
