import { notice } from '../shared/notice-card.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { transact } from '../shared/transact.ts';
import type { BoardMode } from '../../ports/store.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';

export const BOARD_MODES = ['after-close', 'live', 'off'] as const satisfies readonly BoardMode[];

/** `/quiz board live|after-close|off`: how this channel's board treats open questions. */
export async function setBoardMode(request: Request, values: Values): Promise<Reply> {
  const { interaction, words } = request;
  const mode = BOARD_MODES.find((one) => one === values.get('mode')) ?? 'after-close';
  const { channel } = interaction.place;
  await transact(request, async (work) => {
    const { tx } = work;
    await ensureChannel(work, interaction.place);
    await tx.channels.setBoard(channel, mode);
    // Answers in open rounds enter the standings now.
    if (mode === 'live') {
      for (const round of await tx.rounds.openIn(channel)) await tx.answers.tally(round.id);
    }
    await recordAct(request, tx, { what: `board ${mode}`, about: channel });
  });
  return { kind: 'card', card: notice(words.boardModeSet({ mode })) };
}
