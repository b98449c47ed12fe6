import type { Member, Seen } from '../contract.ts';
import type { FileHarness } from '../imports.ts';
import type { LinkHarness } from '../studio-links.ts';
import { CHANNEL, GUILD, startStandIn } from './standin/index.ts';
import type { Fault, Message, StandIn } from './standin/index.ts';
import { pingsIn, shownButtons, shownText } from './standin/read.ts';
import { directChannel } from './standin/routes.ts';
import { startDiscord } from './start.ts';
import type { Bot } from '../../../src/ports/bot.ts';

export const IDS: Readonly<Record<Member, string>> = {
  ada: '910000000000000001',
  bo: '910000000000000002',
};

const FAULTS = {
  'not-sent': { kind: 'rate', seconds: 0.1, global: false },
  refused: { kind: 'error', status: 403, code: 50013 },
  unknown: { kind: 'reset-after' },
} as const satisfies Readonly<Record<string, Fault>>;

/** The longest custom_id that Discord's client sends back: it can only be one that a bot was allowed to set. */
const LONGEST_ID = 100;

/** Discord as the shared contract sees it. Closing fails when any call broke one of Discord's limits. */
export async function discordHarness(
  bot: Bot,
): Promise<FileHarness & LinkHarness & Pick<StandIn, 'upload'>> {
  const standIn = await startStandIn();
  const { state, gateway } = standIn;
  const { chat } = await startDiscord(standIn, bot);
  const place = { platform: 'discord', workspace: `discord:${GUILD}`, channel: CHANNEL } as const;
  const visibleTo = (member: Member): readonly Message[] =>
    state.messages.filter((message) =>
      message.channel === CHANNEL
        ? message.only === null || message.only === IDS[member]
        : message.channel === directChannel(IDS[member]),
    );
  const isPrivate = (message: Message): boolean =>
    message.only !== null || message.channel !== CHANNEL;
  const seen = (message: Message): Seen => ({
    message: message.id,
    text: shownText(message.components),
    private: isPrivate(message),
    buttons: shownButtons(message.components),
  });
  return {
    chat,
    place,
    nowhere: { ...place, channel: '900000000000000099' },
    idOf: (member) => IDS[member],
    async pressAs(member, message, code) {
      const visible = visibleTo(member);
      const on =
        message === null
          ? visible.findLast((one) => isPrivate(one))
          : visible.find(({ id }) => id === message);
      if (on === undefined) throw new Error(`${member} sees no such message`);
      const { type } = await standIn.press(IDS[member], on, code.slice(0, LONGEST_ID));
      if (type === null) throw new Error('the press was not answered');
    },
    async lineAs(member, line) {
      await standIn.command(IDS[member], line, CHANNEL);
    },
    sees: (member) => Promise.resolve(visibleTo(member).map(seen)),
    formOf(member) {
      const modal = state.modals.get(IDS[member])?.modal;
      if (modal === undefined) return Promise.resolve(null);
      const labels = modal.components.map((part) =>
        part.type === 18 ? `${part.label} ${part.description ?? ''}` : part.content,
      );
      return Promise.resolve([modal.title, ...labels].join('\n'));
    },
    async submitAs(member, values) {
      await standIn.submit(IDS[member], values);
    },
    upload: (name, text, how) => standIn.upload(name, text, how),
    async importAs(member, { name, text, into, ...wrong }) {
      const file = standIn.upload(name, text, wrong);
      const where = into === undefined ? '' : ` into:${into}`;
      await standIn.command(IDS[member], `question import file:${file}${where}`, CHANNEL);
    },
    linksOf: (member) =>
      visibleTo(member).flatMap(({ components }) =>
        pingsIn(components).flatMap((one) => (one.startsWith('link ') ? [one.slice(5)] : [])),
      ),
    demote(member) {
      const person = state.people.get(IDS[member]);
      if (person !== undefined) state.people.set(person.id, { ...person, manages: false });
      return Promise.resolve();
    },
    filesRead: () =>
      state.calls.filter(({ path }) => path.startsWith('/ephemeral-attachments/')).length,
    filesOf: (member) =>
      Promise.resolve(
        visibleTo(member)
          .flatMap(({ files }) => files)
          .map((name) => ({ name, text: state.uploads.get(name) ?? '' })),
      ),
    speaks(member, language) {
      const person = state.people.get(IDS[member]);
      if (person !== undefined) person.locale = language === 'de' ? 'de' : 'en-US';
    },
    pings: () => Promise.resolve(state.messages.flatMap(({ components }) => pingsIn(components))),
    failures: ['not-sent', 'refused', 'unknown'],
    failNext(failure) {
      standIn.fail('post', FAULTS[failure]);
      return Promise.resolve();
    },
    connected: () => Promise.resolve(gateway.open() > 0),
    async close() {
      await chat.stop();
      await standIn.close();
      if (state.unlawful.length > 0) throw new Error(state.unlawful.join('\n'));
    },
  };
}
