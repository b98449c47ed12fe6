import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { LARGEST_IMPORT } from '../../src/ports/deck-importer.ts';
import { FileError, type FileFailure } from '../../src/ports/errors.ts';
import type { Intent, SentFile } from '../../src/ports/bot.ts';
import type { Place } from '../../src/ports/identity.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { readReply, Stage } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const en = wordsIn('en');
const FILE: SentFile = { name: 'netze.txt', size: 60, url: 'https://files.example/1' };
const AIKEN = 'Which one has a handshake?\nA. TCP\nB. UDP\nANSWER: A\n';

/** A platform on which members send files. */
class FileStage extends Stage {
  failure: FileFailure | null = null;
  text = AIKEN;
  readonly asked: number[] = [];

  async download(_place: Place, _file: SentFile, most: number): Promise<Uint8Array> {
    this.asked.push(most);
    if (this.failure !== null) throw new FileError(this.failure);
    return new TextEncoder().encode(this.text);
  }
}

let stage: FileStage;
let world: World;

beforeEach(async () => {
  stage = new FileStage();
  world = await openWorld({ decks: decksOf(deckOf('netze', [question('q1')])), stage });
});
afterEach(() => world.close());

async function sends(
  member: string,
  { key, locale = null }: { readonly key?: string; readonly locale?: string | null } = {},
  intent: Intent = { kind: 'command', name: 'question import', values: {}, files: { file: FILE } },
): Promise<string> {
  const reply = await world.bot.handle({
    place: PLACE,
    actor: { id: member, name: member, manages: member === 'boss', locale, zone: null },
    intent,
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
  return readReply(reply);
}

/** A deck of ours, in which that option is the key. */
function ownDeck(key: string): string {
  const options = ['TCP', 'UDP'].map(
    (text) => `      - {text: ${text}${text === key ? ', key: true' : ''}}\n`,
  );
  return `deck: own
title: Own
style: fact
reasons: partial
questions:
  - id: handshake
    ask: Which one has a handshake?
    options:
${options.join('')}`;
}

const NEWER = `  - id: older
    ask: Which one is older?
    options:
      - {text: FTP, key: true}
      - {text: HTTP}
`;

/** The form with a deck of ours; left out: into a new one, as without the field. */
function own(into?: string): Intent {
  return {
    kind: 'form',
    code: '1.form.import.',
    values: { title: '', ...(into === undefined ? {} : { into }) },
    files: { file: { ...FILE, name: 'own.yaml' } },
  };
}

const owned = () =>
  world.store.tx(PLACE.workspace, async (tx) =>
    (await tx.decks.current()).map(({ deck }) => deck.id),
  );

describe('/quiz import', () => {
  it('writes a deck beside those of the folder, which is asked at once and stands in the log', async () => {
    const said = await sends('boss');
    expect(said).toContain(`# ${en.importDone({ written: 1, read: 1 })}`);
    expect(said).toContain(en.importRenamed({ wanted: 'netze', id: 'netze-2' }));
    expect(stage.asked).toEqual([LARGEST_IMPORT]);
    expect(await world.says('boss', 'ask netze-2')).toContain(en.asked());
    expect(await world.says('boss', 'log')).toContain('deck import');
  });

  it('makes one deck of a gesture that is delivered twice', async () => {
    await sends('boss', { key: 'gesture-1' });
    expect(await sends('boss', { key: 'gesture-1' })).toBe(en.importBefore({ name: FILE.name }));
    expect(await owned()).toEqual(['netze-2']);
    await sends('boss', { key: 'gesture-2' });
    expect(await owned()).toEqual(['netze-2', 'netze-3']);
  });

  it('looks at the rights again when the form is sent', async () => {
    const form: Intent = {
      kind: 'form',
      code: '1.form.import.',
      values: { title: 'Netze' },
      files: { file: FILE },
    };
    expect(await sends('bo', {}, form)).toBe(en.onlyManagers());
    expect(stage.asked).toEqual([]);
    expect(await sends('boss', {}, form)).toContain('Netze · 1 question · netze-2');
  });

  it.each([
    ['too-large', en.importTooLarge],
    ['foreign', en.importForeign],
    ['refused', en.importRefused],
    ['gone', en.importGone],
    ['unanswered', en.importUnanswered],
  ] as const)('says what to do when a file is %s', async (failure, sentence) => {
    stage.failure = failure;
    expect(await sends('boss')).toBe(sentence({ name: FILE.name }));
    expect(await owned()).toEqual([]);
  });

  it('says in the member’s language why nothing was carried', async () => {
    stage.text = 'no question at all';
    const said = await sends('boss', { locale: 'de' });
    expect(said).toContain(wordsIn('de').importNothing({ name: FILE.name }));
    expect(said).toContain(wordsIn('de').importNotCarried());
    expect(await owned()).toEqual([]);
  });

  it('brings questions into a deck that is there, tells what that changes, and asks none before it is published', async () => {
    stage.text = ownDeck('TCP');
    await sends('boss', {}, own());
    stage.text = `${ownDeck('UDP')}${NEWER}`;
    const said = await sends('boss', {}, own('own'));
    expect(said).toContain(en.importIntoDraft({ title: 'Own', id: 'own' }));
    expect(said).toContain(`${en.importAdded({ count: 1 })}\n• Which one is older?`);
    expect(said).toContain(`${en.importChanged({ count: 1 })}\n• Which one has a handshake?`);
    expect(said).toContain(`[${en.buttonPublish()}] [${en.buttonDiscard()}]`);
    const versions = () => world.store.tx(PLACE.workspace, (tx) => tx.decks.history('own'));
    expect(await versions()).toHaveLength(1);
    // Delivered again, it finds everything there.
    expect(await sends('boss', {}, own('own'))).toContain(
      en.importIntoSame({ title: 'Own', id: 'own' }),
    );
    expect(await world.says('bo', 'question publish own')).toBe(en.onlyManagers());
    expect(await world.says('boss', 'question publish own')).toContain('version 2');
    expect(await world.says('boss', 'question publish own')).toBe(
      en.draftNone({ deck: 'own', near: null }),
    );
    const [newest] = await versions();
    expect(newest?.changes).toMatchObject({ added: ['older'], changed: ['handshake'] });
    // An option keeps its id when it becomes the key: answers hang on it.
    const { deck } = (await world.store.tx(PLACE.workspace, (tx) => tx.decks.get('own'))) ?? {};
    expect(deck?.questions[0]?.options.map(({ id, key }) => [id, key])).toEqual([
      ['tcp', false],
      ['udp', true],
    ]);
  });

  it('discards such a draft, and refuses a deck that is not the workspace’s own before it reads the file', async () => {
    stage.text = ownDeck('TCP');
    await sends('boss', {}, own());
    stage.text = ownDeck('UDP');
    await sends('boss', {}, own('own'));
    expect(await world.says('boss', 'question discard own')).toContain('discarded');
    expect(await world.says('boss', 'question discard own')).toBe(
      en.draftNone({ deck: 'own', near: null }),
    );
    expect(await sends('boss', {}, own('netze'))).toBe(
      en.importIntoGone({ deck: 'netze', near: null }),
    );
    expect(await owned()).toEqual(['own']);
    await sends('boss', {}, own('-'));
    expect(await owned()).toEqual(['own', 'own-2']);
  });

  it('leads to the studio where members cannot send files', async () => {
    await world.close();
    world = await openWorld({ decks: decksOf() });
    expect(await sends('boss')).toBe(en.studioNoAddress());
  });
});
