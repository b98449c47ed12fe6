import type { Clock, Log } from '../../../ports/system.ts';
import { toPostError } from '../outbound/errors.ts';
import type { MemberDirectory, MemberInfo } from '../outbound/member-directory.ts';
import { withDeadline } from '../../shared/deadline.ts';
import type { Workspace } from '../outbound/workspace.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, Interaction, PendingReply } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';

/** Calls the bot with the member's name, zone and language as Slack knows them. */
export interface BotCaller {
  /** Resolves when the interaction is committed; the reply is made when it is called for. */
  accept(interaction: Interaction): Promise<PendingReply>;
  reply(interaction: Interaction): Promise<Reply>;
}

export function openBotCaller(
  bot: Bot,
  workspaceOf: (id: string) => Workspace | null,
  tools: { readonly clock: Clock; readonly log: Log; readonly personMs: number },
): BotCaller {
  const { clock, log, personMs } = tools;

  /** A press must not wait, so it takes what is cached; everything else waits up to `personMs`. */
  const infoOf = async (
    { actor, intent }: Interaction,
    members: MemberDirectory,
  ): Promise<MemberInfo | null> => {
    const cached = members.cached(actor.id);
    if (cached !== null || intent.kind === 'press') return cached;
    try {
      return await withDeadline(members.lookUp(actor.id), personMs, clock);
    } catch (error) {
      log.debug('a member was not found', { code: toPostError(error).code });
      return null;
    }
  };
  const accept = async (interaction: Interaction): Promise<PendingReply> => {
    const workspace = workspaceOf(interaction.place.workspace);
    const info = workspace === null ? null : await infoOf(interaction, workspace.members);
    return bot.accept({ ...interaction, actor: introduced(interaction.actor, info) });
  };
  return { accept, reply: async (interaction) => (await accept(interaction))() };
}

function introduced(actor: Actor, info: MemberInfo | null): Actor {
  if (info === null) return actor;
  const name = info.name === '' ? actor.name : info.name;
  return { ...actor, name, locale: info.locale, zone: info.zone };
}
