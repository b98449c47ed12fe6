import { encodeAction } from '../../domain/action.ts';
import { boundedCache } from '../../domain/bounded-cache.ts';
import { filledForm } from '../../domain/form.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Bot, Interaction } from '../../ports/bot.ts';
import type { Clock } from '../../ports/system.ts';

/** Time in which a member can open a refused form again and find their text. */
const KEPT_MS = 15 * 60_000;
/** Members whose text is kept; a form holds a few kilobytes. */
const MOST_MEMBERS = 1_000;

interface RefusedForm {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What members wrote into forms that were refused. The platform has closed such a form, and with it the text. */
export interface RefusedForms {
  /** The bot; a form that it refused to a member opens with what they wrote. */
  readonly bot: Bot;
  forget(workspace: string, member: string): void;
}

export function openRefusedForms(bot: Bot, clock: Clock): RefusedForms {
  const kept = boundedCache<string, RefusedForm>(MOST_MEMBERS, {
    ttl: KEPT_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  });

  const remembering = ({ place, actor, intent }: Interaction, reply: Reply): Reply => {
    const key = keyOf(place.workspace, actor.id);
    const found = kept.get(key);
    if (intent.kind === 'form') {
      const { code, values } = intent;
      if (reply.kind === 'refused') kept.set(key, { code, values });
      else if (found?.code === code) kept.delete(key);
    }
    if (reply.kind !== 'form' || found === undefined) return reply;
    return found.code === encodeAction(reply.form.does)
      ? { kind: 'form', form: filledForm(reply.form, found.values) }
      : reply;
  };

  return {
    bot: {
      ...bot,
      handle: async (interaction) => remembering(interaction, await bot.handle(interaction)),
      async accept(interaction) {
        const make = await bot.accept(interaction);
        return async () => remembering(interaction, await make());
      },
    },
    forget: (workspace, member) => void kept.delete(keyOf(workspace, member)),
  };
}

function keyOf(workspace: string, member: string): string {
  return `${workspace} ${member}`;
}
