import { helpCard } from './help-card.ts';
import type { Request } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';

export async function help(request: Request): Promise<Reply> {
  const { words } = request;
  const manages = await mayManage(request);
  const buttons = [
    { label: words.buttonPractise(), line: 'practice' },
    { label: words.buttonReview(), line: 'review' },
    { label: words.buttonMe(), line: 'me' },
    { label: words.buttonLeaderboard(), line: 'leaderboard' },
    { label: words.decksHeading(), line: 'decks' },
    { label: words.buttonTips(), line: 'tips' },
  ];
  return { kind: 'card', card: helpCard(words, request.commands, manages, buttons) };
}
