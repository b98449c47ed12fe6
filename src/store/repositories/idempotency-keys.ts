import type { Tx } from '../../ports/store.ts';
import type { Sql } from '../sql.ts';

/** Keys are kept this long. Slack delivers again for an hour, Discord when a session resumes; neither does so later. */
const REMEMBERED_MS = 24 * 3_600_000;

export function idempotencyKeyRepository(fast: Sql, workspace: string): Tx['idempotencyKeys'] {
  return {
    async claim(id, now) {
      await fast.run(
        'delete from idempotency_keys where workspace = ? and at < ?',
        workspace,
        now - REMEMBERED_MS,
      );
      const taken = await fast.run(
        'insert into idempotency_keys (workspace, id, at) values (?, ?, ?) on conflict (workspace, id) do nothing',
        workspace,
        id,
        now,
      );
      return taken > 0;
    },
  };
}
