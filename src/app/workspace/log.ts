import { dayAndTime } from '../../i18n/dates.ts';
import { list } from '../../domain/text.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Request } from '../context.ts';
import { COMMAND_LINE } from '../shared/command-line.ts';
import { memberZone } from '../shared/member-zone.ts';
import { notice } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';

const SHOWN = 20;

/** `/quiz log`: the managers' acts, newest first. */
export async function showLog(request: Request): Promise<Reply> {
  const { words } = request;
  const lines = await transact(request, async ({ tx }) => {
    const zone = await memberZone(request, tx);
    const said: string[] = [];
    for (const { at, member, what, about } of await tx.audit.recent(SHOWN)) {
      const known = (await tx.members.get(member))?.name ?? '';
      const former = member === COMMAND_LINE ? words.commandLine() : words.formerMember();
      const round = await tx.rounds.get(about);
      const named = (await tx.members.get(about))?.name;
      said.push(
        words.logLine({
          at: dayAndTime(at, zone, words.locale),
          name: known === '' ? former : known,
          what,
          about: round === null ? (named ?? about) : `#${round.ordinal}`,
        }),
      );
    }
    return said;
  });
  if (lines.length === 0) return { kind: 'card', card: notice(words.logNone()) };
  const heading = words.logHeading();
  return {
    kind: 'card',
    card: {
      gist: heading,
      blocks: [
        { kind: 'heading', text: heading },
        { kind: 'text', text: list(lines.map((line) => [line])), tone: 'normal' },
      ],
    },
  };
}
