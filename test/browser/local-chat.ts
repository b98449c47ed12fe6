import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { compose, type Running } from '../../src/compose.ts';
import { systemClock } from '../../src/system/clock.ts';
import { systemRandom } from '../../src/system/random.ts';
import { freePort } from '../free-port.ts';
import { recordingLog, type LogLine } from '../stories/world.ts';

/** The whole program with its local chat and the decks of this repository, and a browser beside it. */
export interface LocalChat {
  readonly address: string;
  readonly browser: Browser;
  readonly log: readonly LogLine[];
  /** Stops the program and starts it anew on the same database. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** @param shots folder for pictures to look at after a run; git ignores `.tmp` */
export async function openLocalChat(shots: string): Promise<LocalChat> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-browser-'));
  mkdirSync(shots, { recursive: true });
  const log: LogLine[] = [];
  let running = await start(port, path.join(folder, 'chat.db'), log);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  return {
    address: `http://127.0.0.1:${port}`,
    browser,
    log,
    async restart() {
      await running.stop();
      running = await start(port, path.join(folder, 'chat.db'), log);
    },
    async end() {
      await browser.close();
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(port: number, file: string, log: LogLine[]): Promise<Running> {
  return compose(
    {
      database: { kind: 'sqlite', file },
      decksDir: 'decks',
      slack: null,
      discord: null,
      web: { host: '127.0.0.1', port, publicOrigin: null, joinCode: null },
      publicOrigin: null,
      http: { host: '127.0.0.1', port: 0 },
      language: 'en',
      reviewsADay: 10,
      answersKeptDays: null,
      zone: 'Europe/Berlin',
      log: { level: 'silent', format: 'json' },
    },
    { clock: systemClock(), random: systemRandom(), log: recordingLog(log), onFatal: () => {} },
  );
}
