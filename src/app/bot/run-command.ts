import { parseErrorCard } from './parse-error-card.ts';
import { notice, outdatedButtonCard } from '../shared/notice-card.ts';
import type { Reading } from '../../domain/command-misread.ts';
import type { Request } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import { rememberChannelName } from '../workspace/channel-name.ts';
import type { Reply } from '../../domain/reply.ts';

/** Runs a command that was read, if the actor may. */
export async function run(request: Request, reading: Reading): Promise<Reply> {
  if (!reading.ok) return { kind: 'card', card: parseErrorCard(request.words, reading.misread) };
  const command = request.commands.find((one) => one.name === reading.command.name);
  if (command === undefined) return gone(request);
  if (command.who === 'manager' && !(await mayManage(request))) {
    request.app.metrics.count('refused', { command: command.name });
    return { kind: 'card', card: notice(request.words.onlyManagers()) };
  }
  const reply = await command.run(request, reading.values);
  await rememberChannelName(request);
  return reply;
}

export function gone(request: Request): Reply {
  request.app.metrics.count('clicks', { outcome: 'gone' });
  return { kind: 'card', card: outdatedButtonCard(request.words) };
}
