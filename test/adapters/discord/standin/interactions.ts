import { z } from 'zod';
import { NOTHING, ok, refusal, unlawful } from './answer.ts';
import type { Answer, Asking } from './answer.ts';
import { lawfulChoices } from './lawful-commands.ts';
import { lawfulModal } from './lawful-modals.ts';
import { lawfulEdit, lawfulReply } from './lawful.ts';
import type { LawfulReply, Read } from './lawful.ts';
import { add, change, messageJson } from './messages.ts';
import type { Asked, State } from './state.ts';

/** Direct messages belong to no server; the bot may do all there. */
export const DIRECT = 'direct';

const callbackShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(4), data: z.unknown() }),
  z.strictObject({
    type: z.literal(5),
    data: z.strictObject({ flags: z.int() }).exactOptional(),
  }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: z.unknown() }),
  z.strictObject({ type: z.literal(8), data: z.unknown() }),
  z.strictObject({ type: z.literal(9), data: z.unknown() }),
]);

/** Discord waits three seconds for the initial response (receiving and responding). */
export const PATIENCE_MS = 3000;
const TOKEN_MS = 15 * 60_000;

export function callback({ state, parts, body, files }: Asking): Answer {
  const asked = state.asked.get(parts[1] ?? '');
  if (asked === undefined || Date.now() - asked.at > PATIENCE_MS)
    return refusal(404, 10062, 'Unknown interaction');
  if (asked.answered !== null)
    return refusal(400, 40060, 'Interaction has already been acknowledged');
  const read = callbackShape.safeParse(body);
  if (!read.success) return unlawful(state, 'callback', [read.error.message]);
  const wrong = respond(state, asked, read.data, files);
  if (wrong !== null) return unlawful(state, 'callback', wrong);
  asked.answered = read.data.type;
  asked.answeredAt = Date.now();
  // The answer is on its way first, as a person sees it after Discord has taken it.
  setImmediate(asked.done);
  return NOTHING;
}

/** Reasons why the answer does not fit the question; null when it does. */
function respond(
  state: State,
  asked: Asked,
  given: z.infer<typeof callbackShape>,
  files: readonly string[],
): readonly string[] | null {
  const allowed = {
    command: [4, 5, 9],
    press: [4, 5, 6, 7, 9],
    completion: [8],
    form: [4, 5, 6, 7],
  };
  if (!allowed[asked.kind].includes(given.type)) return [`type ${given.type} for a ${asked.kind}`];
  const { guild, channel, member } = asked;
  const inServer = guild !== DIRECT;
  switch (given.type) {
    case 4: {
      const said = lawfulReply(given.data, files);
      if ('reasons' in said) return said.reasons;
      if (inServer && (said.ok.flags & EPHEMERAL) === 0)
        return ['a private answer would be public'];
      asked.original = add(state, guild, channel, member, said.ok, files);
      return null;
    }
    case 5: {
      const flags = given.data?.flags ?? 0;
      if (inServer && (flags & EPHEMERAL) === 0) return ['a private answer would be public'];
      const empty = { flags, components: [], allowed_mentions: { parse: [] } };
      asked.original = add(state, guild, channel, member, empty, []);
      asked.original.loading = true;
      return null;
    }
    case 6:
      asked.original = asked.message;
      return null;
    case 7: {
      const said = lawfulReply(given.data, files);
      if ('reasons' in said) return said.reasons;
      if (asked.message === null) return ['an update without a message'];
      if (asked.message.only === null && inServer) return ['an update of a public message'];
      asked.original = asked.message;
      change(asked.message, said.ok, files);
      return null;
    }
    case 8: {
      const choices = lawfulChoices(given.data);
      if ('reasons' in choices) return choices.reasons;
      asked.choices = choices.ok.choices;
      return null;
    }
    case 9: {
      const modal = lawfulModal(given.data);
      if ('reasons' in modal) return modal.reasons;
      state.modals.set(member, { id: asked.id, modal: modal.ok, message: asked.message });
      return null;
    }
    default:
      return given satisfies never;
  }
}
const EPHEMERAL = 1 << 6;

function askedByToken(state: State, token: string): Asked | null {
  const asked = [...state.asked.values()].find((one) => one.token === token);
  return asked === undefined || Date.now() - asked.at > TOKEN_MS ? null : asked;
}

export function editOriginal({ state, parts, body, files }: Asking): Answer {
  const asked = askedByToken(state, parts[2] ?? '');
  if (asked === null) return refusal(401, 50027, 'Invalid Webhook Token');
  if (asked.original === null) return refusal(404, 10015, 'Unknown Webhook');
  const read: Read<LawfulReply> = lawfulEdit(body, files);
  if ('reasons' in read) return unlawful(state, 'original', read.reasons);
  change(asked.original, read.ok, files);
  return ok(messageJson(asked.original));
}

export function followUp({ state, parts, body, files }: Asking): Answer {
  const asked = askedByToken(state, parts[2] ?? '');
  if (asked === null) return refusal(401, 50027, 'Invalid Webhook Token');
  if (asked.answered === null) return refusal(404, 10015, 'Unknown Webhook');
  const read = lawfulReply(body, files);
  if ('reasons' in read) return unlawful(state, 'follow-up', read.reasons);
  const inServer = asked.guild !== DIRECT;
  if (inServer && (read.ok.flags & EPHEMERAL) === 0)
    return unlawful(state, 'follow-up', ['a private answer would be public']);
  return ok(messageJson(add(state, asked.guild, asked.channel, asked.member, read.ok, files)));
}
