/**
 * Prints which files and functions of src one member's click enters, from Slack's socket to the private reply.
 *
 *   npx tsx scripts/click-path.ts            figures by room
 *   npx tsx scripts/click-path.ts --files    and every file with its functions
 *
 * The real program runs against the Slack stand-in. One click warms its caches; V8's precise coverage counts the next.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/system/clock.ts';
import { systemRandom } from '../src/system/random.ts';
import type { Clock } from '../src/ports/system.ts';
import { CHANNEL, startStandIn, type StandIn } from '../test/adapters/slack/standin/index.ts';

const SRC = new URL('../src/', import.meta.url).href;
const ASKER = 'U0ADA';
const CLICKER = 'U0BO';
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The system's clock, whose periodic work rests while a click is measured. */
function restingClock(): { readonly clock: Clock; rest(): void } {
  const clock = systemClock();
  let resting = false;
  return {
    clock: {
      ...clock,
      now: () => clock.now(),
      after: (ms, work) => clock.after(ms, work),
      every: (ms, work) => clock.every(ms, () => (resting ? undefined : work())),
    },
    rest: () => {
      resting = true;
    },
  };
}

async function until<T>(find: () => T | undefined, what: string): Promise<T> {
  for (let attempt = 0; attempt < 3_000; attempt += 1) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain until ${what}`);
}

/** Presses the first option as that member and waits for the private reply. */
async function click(standIn: StandIn, member: string): Promise<void> {
  const question = await until(
    () => standIn.state.messages.find((one) => JSON.stringify(one.blocks).includes('1.answer.')),
    'the question is posted',
  );
  const code = /1\.answer\.[\w-]+\.0/.exec(JSON.stringify(question.blocks))?.[0] ?? '';
  await standIn.press(member, question, code);
  await until(
    () => standIn.state.messages.find(({ only }) => only === member),
    'the reply is there',
  );
}

interface Entered {
  readonly file: string;
  readonly functions: readonly string[];
}

/** Runs `work` and returns the files of src whose functions it entered. */
async function entered(work: () => Promise<void>): Promise<readonly Entered[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ url }) => url.startsWith(SRC))
    .map(({ url, functions }) => ({
      file: url.slice(SRC.length).replace(/\?.*$/, ''),
      functions: functions
        .filter(({ functionName, ranges }) => functionName !== '__name' && isCalled(ranges[0]))
        .map(({ functionName }) => functionName || '(anonymous)'),
    }))
    .filter(({ functions }) => functions.length > 0)
    .toSorted((a, b) => a.file.localeCompare(b.file));
}

/** Whether a function was called; the one that begins at 0 is the module itself. */
function isCalled(range: { readonly startOffset: number; readonly count: number } | undefined) {
  return range !== undefined && range.startOffset > 0 && range.count > 0;
}

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'adapters' ? `adapters/${second}` : first;
}

function print(all: readonly Entered[], withFiles: boolean): void {
  const rooms = new Map<string, { files: number; functions: number }>();
  for (const { file, functions } of all) {
    const room = rooms.get(roomOf(file)) ?? { files: 0, functions: 0 };
    rooms.set(roomOf(file), {
      files: room.files + 1,
      functions: room.functions + functions.length,
    });
  }
  for (const [room, { files, functions }] of rooms) {
    console.log(`${room.padEnd(18)} ${String(files).padStart(3)} ${String(functions).padStart(4)}`);
  }
  const total = all.reduce((sum, { functions }) => sum + functions.length, 0);
  console.log(`${'files, functions'.padEnd(18)} ${String(all.length).padStart(3)} ${total}`);
  if (!withFiles) return;
  for (const { file, functions } of all) console.log(`\n${file}\n  ${functions.join(', ')}`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'click-path-'));
const standIn = await startStandIn();
const resting = restingClock();
const { clock } = resting;
const config = readConfig(
  {
    DATABASE_URL: `sqlite:${path.join(folder, 'deckhand.db')}`,
    DECKS_DIR: fileURLToPath(new URL('../decks', import.meta.url)),
    SLACK_BOT_TOKEN: standIn.botToken,
    SLACK_APP_TOKEN: standIn.appToken,
    SLACK_API_URL: standIn.apiUrl,
    PORT: '0',
  },
  false,
);
const running = await compose(config, {
  clock,
  random: systemRandom(),
  log: silent,
  onFatal: (why) => {
    throw new Error(why);
  },
});
try {
  await standIn.command(ASKER, 'ask', CHANNEL);
  await click(standIn, 'U0CY');
  resting.rest();
  print(await entered(() => click(standIn, CLICKER)), process.argv.includes('--files'));
} finally {
  await running.stop();
  await standIn.close();
  rmSync(folder, { recursive: true });
}
