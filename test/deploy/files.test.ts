import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import {
  inRepository,
  lastOf,
  readCommand,
  readCopy,
  readDockerfile,
  readEnv,
  REPOSITORY,
  type Stage,
} from './dockerfile.ts';

const read = (name: string): string => readFileSync(inRepository(name), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: REPOSITORY, encoding: 'utf8' }).split(
  '\n',
);
const SECRET = /xox[a-z]-|xapp-|(TOKEN|SECRET|PASSWORD|KEY)\s*[=:]\s*["']?[\w-]{6,}/;

function finalStage(): Stage {
  const stage = readDockerfile().at(-1);
  if (stage === undefined) throw new Error('deploy/Dockerfile is empty');
  return stage;
}

test.each(['Dockerfile', 'compose.yaml', 'deckhand.service'])('%s holds no secret', (name) => {
  expect(read(`deploy/${name}`)).not.toMatch(SECRET);
});

describe('the Dockerfile', () => {
  test('copies only what is in the repository and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore').split('\n');
    expect(allowed[0]).toBe('*');
    const sources = readDockerfile()
      .flatMap(({ steps }) => steps)
      .filter(({ instruction }) => instruction === 'COPY')
      .map(({ rest }) => readCopy(rest))
      .filter(({ from }) => from === null)
      .flatMap((copy) => copy.sources);
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(allowed).toContain(`!${source}`);
      expect(tracked.some((file) => file === source || file.startsWith(`${source}/`))).toBe(true);
    }
    // The image gets all that the package has, but for papers.
    const packed = z.object({ files: z.array(z.string()) }).parse(JSON.parse(read('package.json')));
    const rooms = packed.files.map((file) => file.split('/')[0] ?? '');
    for (const room of rooms.filter((name) => !/^(dist|docs|deploy|.*\.md)$/.test(name)))
      expect(sources).toContain(room);
  });

  test('copies what the build runs, since npm ci builds', () => {
    const { scripts } = z
      .object({ scripts: z.object({ prepare: z.string(), build: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    expect(scripts.prepare).toContain('run --silent build');
    const run = [...scripts.build.matchAll(/[\w-]+(?=\/[\w-]+\.(js|ts))/g)].map(([room]) => room);
    expect(run).not.toEqual([]);
    const [build] = readDockerfile();
    const copied = (build?.steps ?? [])
      .filter(({ instruction }) => instruction === 'COPY')
      .flatMap(({ rest }) => readCopy(rest).sources);
    expect(copied).toEqual(expect.arrayContaining(run));
  });

  test('runs as a user without rights, writes into one volume, with settings that Deckhand takes', () => {
    const stage = finalStage();
    expect(lastOf(stage, 'USER')).toMatch(/^[1-9]\d+:[1-9]\d+$/);
    expect(stage.steps.at(-1)?.instruction).toBe('CMD');
    const volume = lastOf(stage, 'VOLUME');
    expect(lastOf(stage, 'WORKDIR')).toBe(volume);
    const { NODE_ENV: _production, ...settings } = readEnv(lastOf(stage, 'ENV'));
    const config = readConfig(settings, false);
    expect(config.database).toEqual({ kind: 'sqlite', file: `${volume}/deckhand.db` });
    expect(config.http).toEqual({ host: '0.0.0.0', port: Number(lastOf(stage, 'EXPOSE')) });
  });

  test.each([
    [200, 0],
    [503, 1],
  ])('its health check makes of %i the exit code %i', async (status, code) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const [program, ...args] = readCommand(lastOf(finalStage(), 'HEALTHCHECK'));
    expect(program).toBe('node');
    const child = spawn(process.execPath, args, { env: { PORT: String(port) } });
    const ended = await new Promise((resolve) => child.once('exit', resolve));
    server.close();
    expect(ended).toBe(code);
    expect(asked).toEqual(['/healthz']);
  });

  test('its health check fails where nothing listens', () => {
    const [, ...args] = readCommand(lastOf(finalStage(), 'HEALTHCHECK'));
    expect(spawnSync(process.execPath, args, { env: { PORT: '1' } }).status).toBe(1);
  });
});

describe('compose.yaml', () => {
  const service = z.looseObject({
    image: z.string().optional(),
    environment: z.record(z.string(), z.string()),
    volumes: z.array(z.string()),
  });
  const { services, volumes } = z
    .object({
      services: z.object({
        deckhand: service.extend({
          build: z.object({ context: z.literal('..'), dockerfile: z.literal('deploy/Dockerfile') }),
          read_only: z.literal(true),
          cap_drop: z.tuple([z.literal('ALL')]),
          security_opt: z.tuple([z.literal('no-new-privileges:true')]),
          env_file: z.literal('.env'),
          ports: z.array(z.string()),
        }),
        postgres: service.extend({ healthcheck: z.object({ test: z.array(z.string()) }) }),
      }),
      volumes: z.record(z.string(), z.null()),
    })
    .parse(parse(read('deploy/compose.yaml')));

  test('builds from the repository, read-only, without capabilities, with Postgres', () => {
    const { DATABASE_URL } = services.deckhand.environment;
    expect(readConfig({ DATABASE_URL }, false).database.kind).toBe('postgres');
    expect(services.postgres.image).toMatch(/^postgres:\d+$/);
    expect(services.deckhand.environment['PGPASSWORD']).toBe(
      services.postgres.environment['POSTGRES_PASSWORD'],
    );
  });

  test('keeps what is written in volumes, and shows its port to this machine alone', () => {
    const named = [...services.deckhand.volumes, ...services.postgres.volumes]
      .map((line) => line.split(':')[0] ?? '')
      .filter((name) => !name.startsWith('.'));
    expect(named.sort()).toEqual(Object.keys(volumes).sort());
    expect(services.deckhand.volumes).toContain(`data:${lastOf(finalStage(), 'VOLUME')}`);
    const port = lastOf(finalStage(), 'EXPOSE');
    expect(services.deckhand.ports).toEqual([`127.0.0.1:${port}:${port}`]);
  });
});

describe('deckhand.service', () => {
  const unit = read('deploy/deckhand.service');
  const settings = new Map(
    [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

  test.each(
    Object.entries({
      User: 'deckhand',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      PrivateDevices: 'yes',
      StateDirectory: 'deckhand',
      WorkingDirectory: '/var/lib/deckhand',
      StateDirectoryMode: '0700',
      UMask: '0077',
    }),
  )('%s=%s', (name, value) => {
    expect(settings.get(name)).toBe(value);
  });

  test('starts again after a fault, but not with a wrong setting', () => {
    expect(settings.get('Restart')).toBe('on-failure');
    expect(settings.get('RestartPreventExitStatus')).toBe('78');
  });

  test('overrules no setting in .env', () => {
    expect(readEnv(settings.get('Environment') ?? '')).toEqual({ NODE_ENV: 'production' });
  });
});
