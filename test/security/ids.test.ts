import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDeck } from '../../src/app/authoring/save-deck.ts';
import { COMMANDS } from '../../src/app/bot/commands.ts';
import { encodeAction, type Action, type FormName } from '../../src/domain/action.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import type { Intent } from '../../src/ports/bot.ts';
import { EVE } from '../adapters/discord/scene.ts';
import { startDiscord } from '../adapters/discord/start.ts';
import * as discord from '../adapters/discord/standin/index.ts';
import { shownText as discordText } from '../adapters/discord/standin/read.ts';
import { until } from '../adapters/harness.ts';
import { privately } from '../adapters/slack/scene.ts';
import * as slack from '../adapters/slack/standin/index.ts';
import { InstallBrowser, startMany, team } from '../adapters/slack/start-many.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld, type World } from '../stories/world.ts';
import { OTHER, SLACK, YAML } from '../studio/studio.ts';
import { openVault, type Vault } from './vault.ts';

/** Ids of one workspace that somebody of another one has learned. */
interface Ids {
  readonly round: string;
  readonly session: string;
  readonly post: string;
  readonly schedule: string;
  readonly deck: string;
  readonly question: string;
  readonly number: string;
  readonly member: string;
  readonly channel: string;
}

/** As long as the real ones, and of nobody. */
const NEVER_WERE: Ids = {
  round: 'r0000000000000r9',
  session: 's0000000000000s9',
  post: 'p0000000000000p9',
  schedule: 'dialy-2',
  deck: 'nwo',
  question: 'aphla',
  number: '1',
  member: 'U0NEVERWAS',
  channel: 'C0NEVERWAS',
};

/** Each meaning of a button, with those ids. */
const ACTIONS: { readonly [Kind in Action['kind']]: (ids: Ids) => Action & { kind: Kind } } = {
  answer: ({ round }) => ({ kind: 'answer', round, option: 0 }),
  tips: ({ round }) => ({ kind: 'tips', round }),
  report: ({ round }) => ({ kind: 'report', round }),
  question: ({ round }) => ({ kind: 'question', round }),
  reasons: ({ round }) => ({ kind: 'reasons', round }),
  step: ({ session }) => ({ kind: 'step', session, step: 0, option: 0 }),
  sure: ({ session }) => ({ kind: 'sure', session, step: 0, sure: 'sure' }),
  next: ({ session }) => ({ kind: 'next', session, step: 1 }),
  felt: ({ round }) => ({ kind: 'felt', round, sure: 'sure' }),
  retire: ({ session }) => ({ kind: 'retire', session, step: 0 }),
  unretire: ({ session }) => ({ kind: 'unretire', session, step: 0 }),
  settle: ({ post }) => ({ kind: 'settle', post, verdict: 'again' }),
  run: ({ schedule }) => ({ kind: 'run', line: `schedule remove ${schedule}` }),
  form: ({ round }) => ({ kind: 'form', form: 'report', about: round }),
};

/** What each form would send; `about` is the round of a report. */
const FORMS: Readonly<Record<FormName, (ids: Ids) => Readonly<Record<string, string>>>> = {
  'schedule-daily': ({ deck }) => ({ time: '09:00', decks: deck, zone: 'Europe/Berlin' }),
  'schedule-weekly': () => ({ time: 'never' }),
  report: () => ({ reason: 'key', note: 'x' }),
  suggest: () => ({ ask: '' }),
  import: () => ({ file: '' }),
};

/** Each command, with those ids where it takes one; null: it names nothing of a workspace. */
const LINES: Readonly<Record<string, ((ids: Ids) => string) | null>> = {
  help: null,
  decks: null,
  tips: null,
  practice: ({ deck }) => `practice ${deck} 1`,
  review: null,
  home: null,
  me: null,
  'remind at': null,
  'remind off': null,
  away: null,
  back: null,
  leaderboard: null,
  'privacy show': null,
  'privacy export': null,
  'privacy hide': null,
  'privacy unhide': null,
  'privacy forget': null,
  ask: ({ deck }) => `ask ${deck}`,
  'question close': ({ number }) => `question close ${number}`,
  preview: ({ deck, question: asked }) => `preview ${deck}/${asked}`,
  'question void': ({ number }) => `question void ${number}`,
  'question rekey': ({ number }) => `question rekey ${number} b`,
  'question restore': ({ number }) => `question restore ${number}`,
  'question retire': ({ deck, question: asked }) => `question retire ${deck}/${asked}`,
  'question unretire': ({ deck, question: asked }) => `question unretire ${deck}/${asked}`,
  'question import': null,
  'question publish': ({ deck }) => `question publish ${deck}`,
  'question discard': ({ deck }) => `question discard ${deck}`,
  problems: ({ deck, question: asked }) => `problems ${deck}/${asked} done`,
  'report show': ({ deck }) => `report show ${deck}`,
  'report letter': null,
  next: ({ schedule }) => `next ${schedule}`,
  'schedule daily': ({ deck }) => `schedule daily 10:00 ${deck}`,
  'schedule weekly': null,
  'schedule list': null,
  'schedule pause': ({ schedule }) => `schedule pause ${schedule}`,
  'schedule resume': ({ schedule }) => `schedule resume ${schedule}`,
  'schedule skip': ({ schedule }) => `schedule skip tomorrow ${schedule}`,
  'schedule unskip': ({ schedule }) => `schedule unskip tomorrow ${schedule}`,
  'schedule change': ({ schedule }) => `schedule change ${schedule} 11:00`,
  'schedule swap': ({ schedule, deck, question: asked }) =>
    `schedule swap ${schedule} 2026-11-26 ${deck}/${asked}`,
  'schedule remove': ({ schedule }) => `schedule remove ${schedule}`,
  suggest: null,
  studio: null,
  board: null,
  log: null,
  language: null,
  'managers list': null,
  'managers add': ({ member }) => `managers add <@${member}>`,
  'managers remove': ({ member }) => `managers remove <@${member}>`,
};

const BUTTONS = ['answer', 'question', 'reasons', 'step', 'felt', 'settle', 'run'] as const;
const COMMANDS_BY_ID = ['schedule remove', 'schedule pause', 'question void', 'preview', 'ask'];

/** Words that only the first workspace has. */
const SECRETS = /What is alpha|Our own deck|It is good for forty|Name of mira/;

let world: World;
let vault: Vault;
let ids: Ids;
const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-ids-'));

beforeAll(async () => {
  const file = path.join(folder, 'deckhand.db');
  const decks = decksOf(deckOf('folder-deck', [question('q1'), question('q2')]));
  world = await openWorld({ decks, file });
  vault = openVault(file, SLACK.workspace);
  const deck = { id: 'own', source: YAML, base: 0, member: 'mira' };
  expect((await saveDeck(world.app, SLACK.workspace, deck)).kind).toBe('saved');
  await world.says('boss', 'ask own', SLACK);
  await world.says('boss', 'schedule daily 09:00 own', SLACK);
  await world.says('boss', 'schedule daily 10:00 own another', SLACK);
  await world.says('mira', 'practice own 1', SLACK);
  const [round] = vault.ids('rounds');
  const [session] = vault.ids('sessions');
  const [post] = vault.ids('posts');
  const schedule = vault.ids('schedules').find((id) => id !== 'daily');
  if (schedule === undefined) throw new Error('there is one schedule');
  if (round === undefined || session === undefined || post === undefined)
    throw new Error('there is nothing to learn the ids of');
  vault.change(`update posts set state = 'unknown' where id = '${post}'`);
  ids = {
    round,
    session,
    post,
    schedule,
    deck: 'own',
    question: 'alpha',
    number: '1',
    member: 'U0NEVERWAS',
    channel: SLACK.channel,
  };
  await world.says('boss', 'board', OTHER);
});
afterAll(async () => {
  vault.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a manager of the other workspace is answered, with the ids made alike. */
async function answerTo(intent: Intent, used: Ids): Promise<string> {
  // Nobody is asked for patience.
  world.clock.jumpTo(world.clock.now() + 20_000);
  const reply = await world.bot.handle({
    place: OTHER,
    actor: { id: 'boss', name: 'boss', manages: true, locale: null, zone: null },
    intent,
  });
  return alike(JSON.stringify(reply), used);
}

function alike(said: string, used: Ids): string {
  let text = said;
  for (const [kind, id] of Object.entries(used))
    if (kind !== 'number') text = text.replaceAll(id, `<${kind}>`);
  expect(text).not.toContain(wordsIn('en').tooFast());
  expect(text).not.toMatch(SECRETS);
  return text;
}

/** The answers to the learned ids and to those that never were are the same, and nothing has changed. */
async function expectAlike(intent: (ids: Ids) => Intent): Promise<void> {
  const before = vault.everything();
  const real = await answerTo(intent(ids), ids);
  expect(real).toBe(await answerTo(intent(NEVER_WERE), NEVER_WERE));
  expect(vault.everything()).toBe(before);
}

/** The same of every button, and of the commands that take ids, as a platform delivers them. */
async function expectAllAlike(
  press: (used: Ids, action: (of: Ids) => Action) => Promise<string>,
  type: (used: Ids, name: string) => Promise<string>,
): Promise<void> {
  const before = vault.everything();
  for (const kind of BUTTONS)
    expect(await press(ids, ACTIONS[kind])).toBe(await press(NEVER_WERE, ACTIONS[kind]));
  for (const name of COMMANDS_BY_ID)
    expect(await type(ids, name)).toBe(await type(NEVER_WERE, name));
  expect(vault.everything()).toBe(before);
}

const press = (code: string): Intent => ({ kind: 'press', code, message: 'm', own: false });

describe('a signed delivery is of the workspace that its envelope names', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  it('on Slack, whatever message, channel and button it carries', async () => {
    const standIn = await slack.startStandIn();
    closing.push(() => standIn.close());
    const started = await startMany(standIn, world.store, world.bot);
    closing.push(started.close);
    for (const number of [1, 2])
      await new InstallBrowser(started.origin).install(standIn, { team: team(number) });
    const eve = { id: 'U0EVE', name: 'Eve', team: 'T2', admin: true, deleted: false };
    standIn.state.people.set(eve.id, eve);
    const press = async (used: Ids, action: (of: Ids) => Action): Promise<string> => {
      world.clock.jumpTo(world.clock.now() + 20_000);
      const { channel } = used;
      const shown = { ts: '1.000001', channel, thread: null, only: null, by: 'T1' };
      const read = privately(standIn, eve.id).length;
      const message = { ...shown, text: '', blocks: [] };
      const pressed = await standIn.press(eve.id, message, encodeAction(action(used)));
      expect(pressed.status).toBe(200);
      await until(() => privately(standIn, eve.id).length > read, 'she reads a reply');
      return alike(privately(standIn, eve.id).at(-1) ?? '', used);
    };
    const type = async (used: Ids, name: string): Promise<string> => {
      world.clock.jumpTo(world.clock.now() + 20_000);
      const read = privately(standIn, eve.id).length;
      const line = LINES[name]?.(used) ?? name;
      await standIn.command(eve.id, line, used.channel, { team: 'T2' });
      await until(() => privately(standIn, eve.id).length > read, 'she reads a reply');
      return alike(privately(standIn, eve.id).at(-1) ?? '', used);
    };
    await expectAllAlike(press, type);
    expect(standIn.state.unlawful).toEqual([]);
  });

  it('on Discord, whatever message and button it carries', async () => {
    const standIn = await discord.startStandIn();
    closing.push(() => standIn.close());
    const { chat } = await startDiscord(standIn, world.bot);
    closing.push(() => chat.stop());
    const told = () =>
      standIn.state.messages.filter(({ only, loading }) => only === EVE && !loading);
    const press = async (used: Ids, action: (of: Ids) => Action): Promise<string> => {
      world.clock.jumpTo(world.clock.now() + 20_000);
      const read = told().length;
      const channel = used === ids ? discord.CHANNEL : discord.OTHER_CHANNEL;
      const place = { id: discord.snowflake(), channel, guild: discord.GUILD };
      await standIn.press(EVE, discord.emptyMessage(place), encodeAction(action(used)));
      await until(() => told().length > read, 'she reads a reply');
      return alike(discordText(told().at(-1)?.components ?? []), used);
    };
    const type = async (used: Ids, name: string): Promise<string> => {
      world.clock.jumpTo(world.clock.now() + 20_000);
      const read = told().length;
      await standIn.command(EVE, LINES[name]?.(used) ?? name, discord.OTHER_CHANNEL);
      await until(() => told().length > read, 'she reads a reply');
      return alike(discordText(told().at(-1)?.components ?? []), used);
    };
    await expectAllAlike(press, type);
    expect(standIn.state.unlawful).toEqual([]);
  });
});

describe('ids of another workspace say no more than ids that never were', () => {
  it('in a row for each command', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(
      Object.keys(LINES).toSorted((a, b) => a.localeCompare(b)),
    );
  });

  it.each(Object.entries(ACTIONS))('in the button %s', async (_, action) => {
    await expectAlike((used) => press(encodeAction(action(used))));
  });

  it.each(Object.entries(FORMS))('in the form %s', async (form, values) => {
    const formOf = ({ round }: Ids): string => `1.form.${form}.${form === 'report' ? round : ''}`;
    await expectAlike((used) => ({ kind: 'form', code: formOf(used), values: values(used) }));
  });

  it.each(Object.entries(LINES))('in the command %s', async (name, line) => {
    if (line !== null) return expectAlike((used) => ({ kind: 'line', line: line(used) }));
    const before = vault.everything();
    await answerTo({ kind: 'line', line: name }, ids);
    expect(vault.everything()).toBe(before);
  });
});
