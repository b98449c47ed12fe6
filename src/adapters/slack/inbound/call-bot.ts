import { languageOf } from '../../../domain/language.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { SENTENCES } from '../outbound/replies.ts';
import { toPostError } from '../outbound/errors.ts';
import type { People, Person } from '../outbound/member-directory.ts';
import { within } from '../../shared/deadline.ts';
import type { Workspace } from '../outbound/workspace.ts';
import { sentenceCard } from '../../shared/sentence-card.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, Input, Making } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';

export interface Ask {
  /** Resolves when what the member did is committed; the reply is made when it is asked for. Never rejects. */
  readonly begin: (input: Input) => Promise<Making>;
  /** Both in one. Never rejects. */
  readonly reply: (input: Input) => Promise<Reply>;
}

/**
 * Asks the bot, with the member's name, zone and language as Slack knows them. A press takes what is known already,
 * as it must not wait; others wait up to `personMs`.
 */
export function openAsk(
  bot: Bot,
  workspaceOf: (id: string) => Workspace | null,
  tools: { readonly clock: Clock; readonly log: Log; readonly personMs: number },
): Ask {
  const { clock, log, personMs } = tools;

  const personOf = async (input: Input, people: People): Promise<Person | null> => {
    const seen = people.seen(input.actor.id);
    if (seen !== null || input.deed.kind === 'press') return seen;
    try {
      return await within(people.lookUp(input.actor.id), personMs, clock);
    } catch (error) {
      log.debug('member not found', { code: toPostError(error).code });
      return null;
    }
  };
  const begin = async (input: Input): Promise<Making> => {
    let person: Person | null = null;
    try {
      const people = workspaceOf(input.place.workspace)?.people;
      person = people === undefined ? null : await personOf(input, people);
      return await bot.begin({ ...input, actor: introduced(input.actor, person) });
    } catch (error) {
      // The port says that this cannot happen. If it does, the member is not left waiting.
      log.error('the bot threw', { error: error instanceof Error ? error.message : 'unknown' });
      const sentence = SENTENCES.failed[languageOf(person?.locale ?? null) ?? 'en'];
      return () => Promise.resolve({ kind: 'card', card: sentenceCard(sentence) });
    }
  };
  return { begin, reply: async (input) => (await begin(input))() };
}

function introduced(actor: Actor, person: Person | null): Actor {
  if (person === null) return actor;
  const name = person.name === '' ? actor.name : person.name;
  return { ...actor, name, locale: person.locale, zone: person.zone };
}
