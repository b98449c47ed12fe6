import { hasRoom, notice, runs } from '../shared/notice-card.ts';
import type { Request } from '../context.ts';
import { pauseBoardPosts, pausedBoardPosts } from '../scheduling/board-posts.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { transact } from '../shared/transact.ts';
import type { BoardMode } from '../../ports/store.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';

export const BOARD_MODES = ['after-close', 'live', 'off'] as const satisfies readonly BoardMode[];

/**
 * `/quiz board live|after-close|off`: how this channel's board treats open questions. Without a board its weekly posts are
 * paused; with one again they can be resumed by a button.
 */
export async function setBoardMode(request: Request, values: Values): Promise<Reply> {
  const { interaction, words } = request;
  const mode = BOARD_MODES.find((one) => one === values.get('mode')) ?? 'after-close';
  const { channel } = interaction.place;
  const posts = await transact(request, async (work) => {
    const { tx } = work;
    await ensureChannel(work, interaction.place);
    await tx.channels.setBoard(channel, mode);
    // Answers in open rounds enter the standings now.
    if (mode === 'live') {
      for (const round of await tx.rounds.openIn(channel)) await tx.answers.tally(round.id);
    }
    await recordAct(request, tx, { what: `board ${mode}`, about: channel });
    return mode === 'off' ? pauseBoardPosts(work, channel) : pausedBoardPosts(tx, channel);
  });
  const sentence = words.boardModeSet({ mode, pausesPost: mode === 'off' && posts.length > 0 });
  const resuming = mode === 'off' ? [] : posts.map(({ id }) => `schedule resume ${id}`);
  const buttons = resuming.filter(hasRoom).map((line) => runs(words.buttonResumeBoard(), line));
  return { kind: 'card', card: notice(sentence, buttons) };
}
