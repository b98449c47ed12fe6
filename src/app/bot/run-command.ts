import { misreadCard } from './parse-error-card.ts';
import { notice, goneCard } from '../shared/notice-card.ts';
import type { Reading } from '../../domain/command-parser.ts';
import type { Call } from '../context.ts';
import { COMMANDS } from './commands.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';

/** A command by the table: read, allowed, done. */
export async function run(call: Call, reading: Reading): Promise<Reply> {
  if (!reading.ok) return { kind: 'card', card: misreadCard(call.words, reading.misread) };
  const command = COMMANDS.find((one) => one.name === reading.command.name);
  if (command === undefined) return gone(call);
  if (command.who === 'manager' && !(await mayManage(call))) {
    call.app.metrics.count('refused', { command: command.name });
    return { kind: 'card', card: notice(call.words.onlyManagers()) };
  }
  return command.run(call, reading.values);
}

export function gone(call: Call): Reply {
  call.app.metrics.count('clicks', { outcome: 'gone' });
  return { kind: 'card', card: goneCard(call.words) };
}
