import { Hono, type Context } from 'hono';
import { transact } from '../../app/shared/transact.ts';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import type { KnownChannel } from '../../ports/store.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { refused } from '../access/require-manager.tsx';
import { bodyOf } from '../decks/loaded-deck.ts';
import type { StudioEnv, StudioParts } from '../parts.ts';
import { channelNames, channelSaid } from '../view/channel-names.ts';
import { LineField, PostButton } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { isRefusal, leadTo, takeNote, type Note } from '../view/notes.ts';
import { runCommand } from './run-command.ts';

const PATH = '/studio/settings';
const LOG_LINES = 50;

/** Boards and languages of every channel, managers, and what they did. */
export function settingsRoutes(parts: StudioParts): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/settings', (c) => showSettings(c, takeNote(c)));
  app.post('/studio/settings/channels/:channel', (c) => changeChannel(parts, c));
  app.post('/studio/settings/managers/:change', (c) => changeManagers(parts, c));
  return app;
}

async function showSettings(c: Context<StudioEnv>, note: Note | null, written = '') {
  const { words, request } = c.var;
  const found = await transact(request, async ({ tx }) => {
    const channels = await tx.channels.list();
    const nameOf = channelNames(channels);
    const log = [];
    for (const entry of await tx.audit.recent(LOG_LINES)) {
      const name = (await tx.members.get(entry.member))?.name ?? '';
      const about = (await tx.members.get(entry.about))?.name ?? nameOf(entry.about);
      log.push({ ...entry, about, name: name === '' ? words.formerMember() : name });
    }
    return { log, channels, managers: await tx.members.managers() };
  });
  return c.html(
    studioPage(
      framed(c, { title: words.settings(), section: 'settings', note }),
      <>
        <section>
          <h2>{words.channelsHeading()}</h2>
          {found.channels.length === 0 ? <p>{words.noChannels()}</p> : null}
          <ul class="rows">
            {found.channels.map((channel) => (
              <ChannelRow c={c} channel={channel} />
            ))}
          </ul>
        </section>
        <Managers c={c} managers={found.managers} written={written} />
        <Log words={words} log={found.log} />
      </>,
    ),
    isRefusal(c, note) ? 422 : 200,
  );
}

interface LogLine {
  readonly at: number;
  readonly name: string;
  readonly what: string;
  readonly about: string;
}

function Log({ words, log }: { readonly words: StudioWords; readonly log: readonly LogLine[] }) {
  if (log.length === 0) return null;
  return (
    <section>
      <h2>{words.log()}</h2>
      <ul class="rows">
        {log.map(({ at, name, what, about }) => (
          <li>
            <p class="facts">
              <time datetime={new Date(at).toISOString()} data-show="datetime">
                {new Date(at).toISOString().slice(0, 16).replace('T', ' ')}
              </time>
              <span>{name}</span>
              <code>{what}</code>
              <span>{about}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A language in its own words. */
function nameIn(language: Language): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

function ChannelRow({
  c,
  channel,
}: {
  readonly c: Context<StudioEnv>;
  readonly channel: KnownChannel;
}) {
  const { words } = c.var;
  const { id, language, board } = channel;
  const boards = [
    { value: 'after-close', label: words.boardAfterClose() },
    { value: 'live', label: words.boardLive() },
    { value: 'off', label: words.boardOff() },
  ];
  return (
    <li>
      <p class="name">{channelSaid(channel)}</p>
      <form method="post" action={`${PATH}/channels/${encodeURIComponent(id)}`} class="pair">
        <div class="field">
          <label for={`board-${id}`}>{words.board()}</label>
          <select id={`board-${id}`} name="board">
            {boards.map(({ value, label }) => (
              <option value={value} selected={value === board}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`language-${id}`}>{words.deckLanguage()}</label>
          <select id={`language-${id}`} name="language">
            {LANGUAGES.map((one) => (
              <option value={one} selected={one === language}>
                {nameIn(one)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" aria-label={`${words.set()}: ${channelSaid(channel)}`}>
          {words.set()}
        </button>
      </form>
    </li>
  );
}

function Managers({
  c,
  managers,
  written,
}: {
  readonly c: Context<StudioEnv>;
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  /** A name that was refused; empty for none. */
  readonly written: string;
}) {
  const { words } = c.var;
  return (
    <section>
      <h2>{words.managers()}</h2>
      <p class="hint">{words.managersNote()}</p>
      {managers.length === 0 ? <p>{words.noManagers()}</p> : null}
      <ul class="rows">
        {managers.map(({ id, name }) => (
          <li>
            <span class="name">{name}</span>
            <PostButton
              action={`${PATH}/managers/remove`}
              label={words.removeManager({ name })}
              fields={{ member: id }}
            />
          </li>
        ))}
      </ul>
      <form method="post" action={`${PATH}/managers/add`} class="narrow">
        <LineField
          name="member"
          label={words.member()}
          hint={words.memberHint()}
          value={written}
          required
          longest={64}
        />
        <button type="submit">{words.addManager()}</button>
      </form>
    </section>
  );
}

async function changeChannel(parts: StudioParts, c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const id = c.req.param('channel') ?? '';
  const known = await transact(request, ({ tx }) => tx.channels.channel(id));
  if (known === null) return refused(c, words, { status: 404, sentence: words.notFound() });
  const body = await bodyOf(c);
  const [board, language] = [body.get('board') ?? '', body.get('language') ?? ''];
  const said: Note[] = [];
  if (board !== known.board)
    said.push(await runCommand(parts, c, id, { name: 'board', values: { mode: board } }));
  if (language !== known.language)
    said.push(await runCommand(parts, c, id, { name: 'language', values: { language } }));
  if (said.length === 0) return c.redirect(PATH, 303);
  return leadTo(c, PATH, {
    sentence: said.map(({ sentence }) => sentence).join(' '),
    isBad: said.some(({ isBad }) => isBad),
  });
}

async function changeManagers(parts: StudioParts, c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const change = c.req.param('change');
  if (change !== 'add' && change !== 'remove')
    return refused(c, words, { status: 404, sentence: words.notFound() });
  const managers = async (): Promise<number> =>
    (await transact(request, ({ tx }) => tx.members.managers())).length;
  const member = ((await bodyOf(c)).get('member') ?? '').trim();
  const before = await managers();
  const said = await runCommand(parts, c, visitor.channel, {
    name: `managers ${change}`,
    values: { member },
  });
  const isDone = !said.isBad && (await managers()) !== before;
  return isDone
    ? leadTo(c, PATH, said)
    : showSettings(c, { ...said, isBad: true }, change === 'add' ? member : '');
}
