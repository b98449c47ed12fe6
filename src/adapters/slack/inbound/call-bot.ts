import type { Clock, Log } from '../../../ports/system.ts';
import { toPostError } from '../outbound/errors.ts';
import type { MemberDirectory, MemberInfo } from '../outbound/member-directory.ts';
import { withDeadline } from '../../shared/deadline.ts';
import type { Workspace } from '../outbound/workspace.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, Interaction, PendingReply } from '../../../ports/bot.ts';
import { messageOf } from '../../../ports/errors.ts';
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

  const lookedUp = async (member: string, members: MemberDirectory): Promise<MemberInfo | null> => {
    try {
      return await withDeadline(members.lookUp(member), personMs, clock);
    } catch (error) {
      log.debug('a member was not found', { code: toPostError(error).code });
      return null;
    }
  };
  /** A press waits for no name, but boards show it to others: it follows as soon as Slack has told it. */
  const introduceLater = async (workspace: Workspace, member: string): Promise<void> => {
    const info = await workspace.members.learn(member);
    if (info === null || info.name === '') return;
    const { name, locale } = info;
    try {
      await bot.onWorkspaceEvent({
        kind: 'member-named',
        workspace: workspace.id,
        member,
        name,
        locale,
      });
    } catch (error) {
      log.warn('a name was not stored', { error: messageOf(error) });
    }
  };
  const accept = async (interaction: Interaction): Promise<PendingReply> => {
    const workspace = workspaceOf(interaction.place.workspace);
    const { actor, intent } = interaction;
    let info = workspace?.members.cached(actor.id) ?? null;
    // A press must not wait, so it takes what is cached; everything else waits up to `personMs`.
    if (workspace !== null && info === null && intent.kind !== 'press')
      info = await lookedUp(actor.id, workspace.members);
    const pending = await bot.accept({ ...interaction, actor: introduced(actor, info) });
    if (info === null && workspace !== null) void introduceLater(workspace, actor.id);
    return pending;
  };
  return { accept, reply: async (interaction) => (await accept(interaction))() };
}

function introduced(actor: Actor, info: MemberInfo | null): Actor {
  if (info === null) return actor;
  const name = info.name === '' ? actor.name : info.name;
  return { ...actor, name, locale: info.locale, zone: info.zone };
}
