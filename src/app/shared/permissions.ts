import type { Request } from '../context.ts';

/**
 * Whether the actor may manage, by the platform's rights or by name. Each use checks again; the platform is asked
 * outside every transaction.
 */
export async function mayManage({ app, interaction }: Request): Promise<boolean> {
  const { place, actor } = interaction;
  if (actor.manages === true) return true;
  const named = await app.store.tx(place.workspace, (tx) => tx.members.get(actor.id));
  if (named?.manager === true) return true;
  if (actor.manages === false) return false;
  return (await app.chats.get(place.platform)?.manages(place, actor.id)) ?? false;
}
