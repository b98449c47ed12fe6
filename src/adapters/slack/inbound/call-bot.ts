import { languageOf } from '../../../domain/language.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { SENTENCES } from '../outbound/replies.ts';
import { toPostError } from '../outbound/errors.ts';
import type { People, Person } from '../outbound/member-directory.ts';
import { withDeadline } from '../../shared/deadline.ts';
import type { Workspace } from '../outbound/workspace.ts';
import { sentenceCard } from '../../shared/sentence-card.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, Interaction, PendingReply } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';

export interface Ask {
  /** Resolves when what the member did is committed; the reply is made when it is asked for. Never rejects. */
  readonly begin: (interaction: Interaction) => Promise<PendingReply>;
  /** Both in one. Never rejects. */
  readonly reply: (interaction: Interaction) => Promise<Reply>;
}

/**
 * Asks the bot, with the member's name, zone and language as Slack knows them. A press takes what is known already,
 * as it must not wait; others wait up to `personMs`.
 */
export function openBotCaller(
  bot: Bot,
  workspaceOf: (id: string) => Workspace | null,
  tools: { readonly clock: Clock; readonly log: Log; readonly personMs: number },
): Ask {
  const { clock, log, personMs } = tools;

  const personOf = async (interaction: Interaction, people: People): Promise<Person | null> => {
    const seen = people.seen(interaction.actor.id);
    if (seen !== null || interaction.intent.kind === 'press') return seen;
    try {
      return await withDeadline(people.lookUp(interaction.actor.id), personMs, clock);
    } catch (error) {
      log.debug('member not found', { code: toPostError(error).code });
      return null;
    }
  };
  const begin = async (interaction: Interaction): Promise<PendingReply> => {
    let person: Person | null = null;
    try {
      const people = workspaceOf(interaction.place.workspace)?.people;
      person = people === undefined ? null : await personOf(interaction, people);
      return await bot.accept({ ...interaction, actor: introduced(interaction.actor, person) });
    } catch (error) {
      // The port says that this cannot happen. If it does, the member is not left waiting.
      log.error('the bot threw', { error: error instanceof Error ? error.message : 'unknown' });
      const sentence = SENTENCES.failed[languageOf(person?.locale ?? null) ?? 'en'];
      return () => Promise.resolve({ kind: 'card', card: sentenceCard(sentence) });
    }
  };
  return { begin, reply: async (interaction) => (await begin(interaction))() };
}

function introduced(actor: Actor, person: Person | null): Actor {
  if (person === null) return actor;
  const name = person.name === '' ? actor.name : person.name;
  return { ...actor, name, locale: person.locale, zone: person.zone };
}
