// Part of the build: starts the program once, with the local chat and Slack on a stand-in, and keeps what V8 compiled for
// it. A start that finds it does not compile it again (docs/decisions/0033-bundled-program.md). Without it a start only
// takes longer, so nothing here fails a build.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { readStart, runStart } from '../bin/start-script.js';

const OWN_FILE = fileURLToPath(import.meta.url);
const PATIENCE_MS = 30_000;

/** What Slack answers to every call. */
const KNOWN = JSON.stringify({
  ok: true,
  team: 'Build',
  team_id: 'T0',
  user_id: 'U0',
  bot_id: 'B0',
});

/** @param {import('node:http').RequestListener} answer @returns {Promise<import('node:http').Server>} */
async function listening(answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** @param {import('node:http').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** In a process of its own: only the variables that it is given, and no `.env` of the folder in which one builds. */
async function startAndKeep() {
  process.stdout.write = () => true;
  const { started, script, compiledAt } = runStart();
  await started;
  await (await fetch(`http://127.0.0.1:${process.env.WEB_PORT}/`)).text();
  const code = script.createCachedData();
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(code));
  mkdirSync(path.dirname(compiledAt), { recursive: true });
  writeFileSync(compiledAt, Buffer.concat([code, sum]));
  process.exit();
}

/** @param {string} folder @param {number} slackPort @returns {Promise<NodeJS.ProcessEnv>} */
async function settings(folder, slackPort) {
  const free = await listening(() => undefined);
  const webPort = portOf(free);
  free.close();
  return {
    PATH: process.env.PATH,
    TMPDIR: folder,
    DATABASE_URL: `sqlite:${path.join(folder, 'build.db')}`,
    DECKS_DIR: path.resolve('decks'),
    LOG_LEVEL: 'error',
    PORT: '0',
    WEB_PORT: String(webPort),
    SLACK_BOT_TOKEN: 'xoxb-build',
    SLACK_SIGNING_SECRET: '0'.repeat(32),
    SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
  };
}

async function compile() {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-build-'));
  const slack = await listening((_request, response) =>
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'x-oauth-scopes': 'commands,chat:write,users:read',
      })
      .end(KNOWN),
  );
  try {
    const child = spawn(process.execPath, [OWN_FILE, 'start'], {
      cwd: folder,
      env: await settings(folder, portOf(slack)),
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: PATIENCE_MS,
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`the start ended with ${code}`);
  } finally {
    slack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiles unless that was done, and clears away what was compiled of an older script. */
async function keepUpToDate() {
  const { compiledAt, compiled } = readStart();
  const folder = path.dirname(compiledAt);
  const [script = ''] = path.basename(compiledAt).split('-');
  mkdirSync(folder, { recursive: true });
  // What other versions of Node have compiled of this script stays.
  for (const name of readdirSync(folder))
    if (!name.startsWith(`${script}-`)) rmSync(path.join(folder, name));
  if (compiled === undefined) await compile();
}

if (process.argv[2] === 'start') {
  await startAndKeep();
} else {
  await keepUpToDate().catch((error) => {
    process.stderr.write(`nothing compiled is kept, so starts take longer: ${error.message}\n`);
  });
}
