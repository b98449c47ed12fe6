import { boardButtons, boardCard } from './board-card.ts';
import { notice, runs } from '../shared/notice-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { periodKey, scopeOf, type PeriodKind } from '../../domain/standings.ts';
import type { Request } from '../context.ts';
import { claimIdempotencyKey } from '../shared/idempotency.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { BoardQuery } from './board-query.ts';
import { readBoard, TOP } from './read-board.ts';
import { refreshMembers } from './refresh-members.ts';
import { queueBoard } from './post-board.ts';
import type { Tx } from '../../ports/store.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** `/quiz leaderboard`: the board in private, with a button to share it. */
export async function leaderboard(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { workspace, channel } = interaction.place;
  const kind = periodOf(values.get('period'));
  const scope = values.get('scope') === 'workspace' ? 'workspace' : 'channel';
  const share = values.get('share') === 'share';
  if (share)
    await refreshMembers(app, interaction.place, (tx) => shownIn(tx, request, kind, scope));
  const card = await app.store.tx(workspace, async (tx) => {
    const settings = await ensureChannel({ app, tx, now }, interaction.place);
    if (settings.board === 'off' && scope === 'channel') return notice(words.boardNone());
    const member = await tx.members.upsert(interaction.actor, now);
    const spoken = share ? app.words(settings.language) : words;
    const periods = periodsOf(now, settings.zone);
    const asked: BoardQuery = {
      channel,
      scope,
      kind,
      periods,
      settings,
      now,
      reader: share ? null : member.id,
    };
    const board = await readBoard(tx, spoken, asked);
    if (!share) {
      const again = runs(words.buttonShare(), `leaderboard ${kind} ${scope} share`);
      const buttons =
        board.top.length > 0
          ? [...boardButtons(words, kind, scope), again]
          : boardButtons(words, kind, scope);
      return boardCard(words, { ...board, buttons });
    }
    if (await claimIdempotencyKey(request, tx))
      await queueBoard({ app, tx, now }, spoken, board, {
        name: `share:${app.random.id()}`,
        channel,
        owner: member.id,
        note: spoken.sharedBy({ name: member.name }),
      });
    return notice(words.shared());
  });
  if (share) app.wake();
  return { kind: 'card', card };
}

/** Members of a board, best first, and those who would follow them. */
async function shownIn(
  tx: Tx,
  { app, interaction, now }: Request,
  kind: PeriodKind,
  scope: 'channel' | 'workspace',
): Promise<readonly string[]> {
  const { channel } = interaction.place;
  const zone = (await tx.channels.channel(channel))?.zone ?? app.defaults.zone;
  const board = { scope: scopeOf(scope, channel), period: periodKey(kind, periodsOf(now, zone)) };
  const top = await tx.boards.top({ ...board, reader: null }, 2 * TOP);
  return top.map(({ member }) => member);
}

function periodOf(value: unknown): PeriodKind {
  return value === 'month' || value === 'all' ? value : 'week';
}
