import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { until } from '../adapters/harness.ts';
import { openBrowser, type Browser } from '../adapters/web/browser.ts';
import { operatorsFolder, startBot, type Running } from './program.ts';

/** A name that stands nowhere else, in the two forms in which a process could keep it. */
const NAME = 'Zorbanetta Quintilla';

let folder = '';
let bot: Running;
afterEach(async () => {
  await bot.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function press(browser: Browser, label: RegExp): Promise<void> {
  const seen = await browser.sees();
  const message = seen.findLast((one) => one.buttons.some(({ name }) => label.test(name)));
  const button = message?.buttons.find(({ name }) => label.test(name));
  if (message === undefined || button === undefined) throw new Error(`no button ${label.source}`);
  await browser.submit('/press', { message: message.message, code: button.code ?? '' });
}

/** What the running process holds in its memory, as V8 writes it down. */
async function heapOf({ pid }: Running): Promise<string> {
  const before = new Set(snapshots());
  process.kill(pid, 'SIGUSR2');
  let file: string | undefined;
  await until(() => {
    file = snapshots().find((one) => !before.has(one));
    return file !== undefined;
  }, 'the snapshot is there');
  let heap = '';
  await until(() => {
    heap = readFileSync(path.join(folder, file ?? '')).toString('latin1');
    return heap.trimEnd().endsWith('}');
  }, 'the snapshot is whole');
  return heap;
}

function snapshots(): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter((one) => one.endsWith('.heapsnapshot'))
    : [];
}

test(
  'row 29: after an erasure the running process holds the name nowhere',
  { timeout: 120_000 },
  async () => {
    folder = operatorsFolder();
    bot = await startBot(folder, { NODE_OPTIONS: '--heapsnapshot-signal=SIGUSR2' });
    const [boss, gone] = [openBrowser(bot.url), openBrowser(bot.url)];
    await boss.submit('/join', { name: 'Boss' });
    await gone.submit('/join', { name: NAME });
    const watching = request(`${bot.url}/events`, { headers: { cookie: boss.cookie() } }).end();
    watching.on('error', () => {});
    await gone.submit('/say', { text: '/quiz practice tiny 1' });
    await press(gone, /^A/);
    await gone.submit('/say', { text: '/quiz leaderboard share' });
    await boss.submit('/say', { text: '/quiz leaderboard' });
    await boss.submit('/say', { text: `Well done, ${NAME}!` });

    expect((await boss.get('/')).body).toContain('Zorbanetta');
    await gone.submit('/say', { text: '/quiz privacy forget forget-me' });
    // Other members go on, so that what is remembered of a request is theirs.
    for (let turn = 0; turn < 5; turn += 1) {
      await boss.submit('/say', { text: '/quiz' });
      await boss.sees();
    }
    expect((await boss.get('/')).body).not.toContain('Zorbanetta');
    const heap = await heapOf(bot);
    // What the process does hold is found, so a name would be.
    expect(heap).toContain('Because it is this one and no other');
    watching.destroy();
    const at = heap.indexOf('Zorbanetta');
    expect(at === -1 ? '' : heap.slice(Math.max(0, at - 200), at + 200)).toBe('');
  },
);
