import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';

/** The owner of the token. */
export interface Account {
  readonly application: string;
  /** The bot's user id; except for very old bots it equals the application's. */
  readonly user: string;
  readonly name: string;
}

const application = z.object({ id: z.string(), name: z.string().default('Deckhand') });
const user = z.object({ id: z.string() });

/** Rejects as the SDK does. */
export async function identify(api: REST): Promise<Account> {
  const [app, self] = await Promise.all([
    api.get(Routes.currentApplication()),
    api.get(Routes.user()),
  ]);
  const { id, name } = application.parse(app);
  return { application: id, user: user.parse(self).id, name };
}
