import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const PORT = String(29_900 + (process.pid % 90));
const run = promisify(execFile);
let folder = '';
let files: readonly string[] = [];
/** The program as `npm install -g` would put it. */
let program = '';

/** `npm pack` as a user gets it, unpacked, with this checkout's dependencies. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-package-'));
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: REPOSITORY },
  );
  const [packed] = z
    .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
    .parse(JSON.parse(stdout));
  files = (packed?.files ?? []).map((file) => file.path);
  await run('tar', ['-xzf', path.join(folder, packed?.filename ?? ''), '-C', folder]);
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'package', 'node_modules'));
  program = path.join(folder, 'package', 'bin', 'deckhand.js');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function deckhand(cwd: string, ...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: folder };
  const { stdout, stderr } = await run(process.execPath, [program, ...args], { cwd, env });
  return stdout + stderr;
}

describe('the package', () => {
  it('holds what running needs and nothing else', () => {
    expect(files.filter((file) => /^(test|bench|scripts|\.ci|decks\/.*\.md)/.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => /\.(ts|tsx|map|tsbuildinfo|tgz|png)$/.test(file))).toEqual([]);
    const needed = ['bin/deckhand.js', 'dist/main.js', 'docs/deck.schema.json', '.env.example'];
    expect(files).toEqual(expect.arrayContaining(needed));
    const kept = (name: string) =>
      readdirSync(path.join(REPOSITORY, name)).map((file) => `${name}/${file}`);
    expect(files).toEqual(expect.arrayContaining([...kept('migrations'), ...kept('decks')]));
  });

  it(
    'makes a folder to start from, whose decks are in order, and starts there',
    { timeout: 60_000 },
    async () => {
      const made = await deckhand(folder, 'init', 'team');
      expect(made).toContain('cd team && deckhand start');
      const papers = /What the settings mean: (.*)/.exec(made)?.[1] ?? '';
      expect(readdirSync(papers)).toContain('slack.md');
      const team = path.join(folder, 'team');
      expect(statSync(path.join(team, '.env')).mode & 0o777).toBe(0o600);
      expect(await deckhand(team, 'decks', 'list')).toMatch(/api-security +en +\d+ questions/);
      const child = spawn(process.execPath, [program, 'start'], {
        cwd: team,
        env: { PATH: process.env['PATH'], HOME: folder, WEB_PORT: PORT, PORT: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said]: readonly unknown[] = await once(child.stdout, 'data');
      expect(String(said)).toContain(`http://127.0.0.1:${PORT}`);
      const page = await fetch(`http://127.0.0.1:${PORT}/`);
      expect(await page.text()).toContain('static/style.css');
      const style = await fetch(`http://127.0.0.1:${PORT}/static/style.css`);
      expect(style.status).toBe(200);
      child.kill('SIGTERM');
      const [code]: readonly unknown[] = await once(child, 'exit');
      expect(code).toBe(0);
    },
  );

  it('overwrites nothing', async () => {
    const env = path.join(folder, 'team', '.env');
    const before = readFileSync(env, 'utf8');
    expect(await deckhand(path.join(folder, 'team'), 'init')).toContain('Left as they are: .env');
    expect(readFileSync(env, 'utf8')).toBe(before);
  });

  it('writes a deck that can be asked, and refuses an id that is none', async () => {
    const team = path.join(folder, 'team');
    await deckhand(team, 'decks', 'new', 'on-call');
    expect(await deckhand(team, 'decks', 'lint', 'decks/on-call.yaml')).toContain('0 errors');
    await expect(deckhand(team, 'decks', 'new', 'On call')).rejects.toThrow(/try on-call/);
    await expect(deckhand(team, 'decks', 'new', 'on-call')).rejects.toThrow(/is there already/);
  });
});
