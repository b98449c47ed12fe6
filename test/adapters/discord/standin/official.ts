import * as spec from 'discord-api-spec/zod';
import * as z from 'zod/mini';
import type { ZodMiniType } from 'zod/mini';

/**
 * Every body that we send, against Discord's own OpenAPI description (npm `discord-api-spec`). What the description
 * does not say (characters in all, components in all, private answers) stands in `lawful.ts`.
 */
const CALLBACK = z.union([
  spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  spec.CreateMessageInteractionCallbackRequestSchema,
  spec.UpdateMessageInteractionCallbackRequestSchema,
  spec.ModalInteractionCallbackRequestSchema,
]);
const COMMANDS = z.array(spec.ApplicationCommandUpdateRequestSchema);

const BODIES: readonly (readonly [string, RegExp, ZodMiniType])[] = [
  ['POST', /^channels\/\d+\/messages$/, spec.MessageCreateRequestSchema],
  ['PATCH', /^channels\/\d+\/messages\/\d+$/, spec.MessageEditRequestPartialSchema],
  ['POST', /^users\/@me\/channels$/, spec.CreatePrivateChannelRequestSchema],
  ['PUT', /^applications\/\d+\/commands$/, COMMANDS],
  ['PUT', /^applications\/\d+\/guilds\/\d+\/commands$/, COMMANDS],
  ['POST', /^interactions\/\d+\/[^/]+\/callback$/, CALLBACK],
  ['POST', /^webhooks\/\d+\/[^/]+$/, spec.IncomingWebhookRequestPartialSchema],
  [
    'PATCH',
    /^webhooks\/\d+\/[^/]+\/messages\/@original$/,
    spec.IncomingWebhookUpdateRequestPartialSchema,
  ],
];

/** A thousand members read the same: what was looked at once is not looked at again. */
const looked = new Map<string, readonly string[]>();

/** Why Discord's description forbids a body; empty: it does not. */
export function officialReasons(method: string, path: string, body: unknown): readonly string[] {
  const key = `${method} ${path.replaceAll(/\d{5,}\/[^/]+/g, '')} ${JSON.stringify(body)}`;
  const known = looked.get(key) ?? reasonsOf(method, path, body);
  if (looked.size > 200) looked.clear();
  looked.set(key, known);
  return known;
}

function reasonsOf(method: string, path: string, body: unknown): readonly string[] {
  const shape = BODIES.find(([wanted, route]) => wanted === method && route.test(path))?.[2];
  if (shape === undefined) return [`a body where the description has none: ${method} ${path}`];
  const read = shape.safeParse(body);
  if (!read.success) {
    return read.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message} ${JSON.stringify(issue).slice(0, 300)}`,
    );
  }
  return unknownIn(body, read.data, '');
}

/** Fields that the description does not know: it leaves them out of what it has read. */
function unknownIn(sent: unknown, known: unknown, at: string): readonly string[] {
  if (Array.isArray(sent) && Array.isArray(known)) {
    return sent.flatMap((one, index) => unknownIn(one, known[index], `${at}.${index}`));
  }
  if (!isRecord(sent) || !isRecord(known)) return [];
  return Object.keys(sent).flatMap((name) =>
    name in known
      ? unknownIn(sent[name], known[name], `${at}.${name}`)
      : [`${at}.${name} is not in the description`],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
