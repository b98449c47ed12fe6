import type { Request, Work } from '../context.ts';

/** Runs `work` in a transaction of the request's workspace. */
export function transact<T>(
  { app, interaction, now }: Request,
  work: (work: Work) => Promise<T>,
): Promise<T> {
  return app.store.tx(interaction.place.workspace, (tx) => work({ app, tx, now }));
}
