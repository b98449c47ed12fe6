import { fork, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Slack's signing secret of every server that is measured. */
export const SECRET = '0123456789abcdef0123456789abcdef';

/** A server that is ready, in a process of its own. */
export interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The Bolt app in its `plain` or `tuned` form. */
export async function startContender(form: string, file: string): Promise<Server> {
  const child = fork(here('contender.js'), [form, SECRET, file], { execArgv: [] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(Reflect.get(Object(message), 'port'))));
    child.once('exit', (code) => reject(new Error(`${form} ended with ${code}`)));
  });
  return { child, port };
}

/** `deckhand start`, as an operator starts it. */
export async function startDeckhand(slackPort: number, folder: string): Promise<Server> {
  const child = spawn(process.execPath, [here('../../bin/deckhand.js'), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: `sqlite:${path.join(folder, 'bench.db')}`,
      DECKS_DIR: here('../../decks'),
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /http:\/\/[\d.]+:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`deckhand ended with ${code}; npm run build?`)));
  });
  return { child, port };
}
