import type { Reply } from '../../domain/card.ts';
import { languageOf } from '../../domain/language.ts';
import type { Actor, Bot, Input, Pause } from '../../ports/chat.ts';
import type { Clock, Log } from '../../ports/system.ts';
import { SENTENCES } from './answers.ts';
import { toPostError } from './errors.ts';
import type { People, Person } from './people.ts';
import { sentenceCard } from './render.ts';
import { within } from './within.ts';
import type { Workspace } from './workspace.ts';

/**
 * Asks the bot, with the member's name, zone and language as Slack knows them. A press takes what is known already,
 * as it must not wait; others wait up to `personMs`. Never rejects.
 */
export function openAsk(
  bot: Bot,
  workspaceOf: (id: string) => Workspace | null,
  tools: { readonly clock: Clock; readonly log: Log; readonly personMs: number },
): (input: Input, pause?: Pause) => Promise<Reply> {
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
  return async (input, pause) => {
    let person: Person | null = null;
    try {
      const people = workspaceOf(input.place.workspace)?.people;
      person = people === undefined ? null : await personOf(input, people);
      return await bot.handle({ ...input, actor: introduced(input.actor, person) }, pause);
    } catch (error) {
      // The port says that this cannot happen. If it does, the member is not left waiting.
      log.error('the bot threw', { error: error instanceof Error ? error.message : 'unknown' });
      return {
        kind: 'card',
        card: sentenceCard(SENTENCES.failed[languageOf(person?.locale ?? null) ?? 'en']),
      };
    }
  };
}

function introduced(actor: Actor, person: Person | null): Actor {
  if (person === null) return actor;
  const name = person.name === '' ? actor.name : person.name;
  return { ...actor, name, locale: person.locale, zone: person.zone };
}
