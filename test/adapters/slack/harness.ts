import type { Member, Seen } from '../contract.ts';
import { until } from '../harness.ts';
import type { FileHarness } from '../imports.ts';
import type { LinkHarness } from '../studio-links.ts';
import { ALL_SCOPES, CHANNEL, startStandIn, TEAM } from './standin/index.ts';
import type { Fault, Message, StandIn } from './standin/index.ts';
import { pingsIn, shownButtons, shownText } from './standin/read.ts';
import { postSigned } from './standin/wire.ts';
import { startSlack } from './start.ts';
import type { Mode } from './start.ts';
import type { Bot } from '../../../src/ports/bot.ts';

const IDS: Readonly<Record<Member, string>> = { ada: 'U0ADA', bo: 'U0BO' };

const FAULTS = {
  'not-sent': { kind: 'rate', seconds: 1 },
  refused: { kind: 'error', code: 'restricted_action' },
  unknown: { kind: 'reset-after' },
} as const satisfies Readonly<Record<string, Fault>>;

/** What one member sees of the stand-in: the channel, what is only theirs, and their direct messages. */
function visibleTo(standIn: StandIn, member: string, channel: string): readonly Message[] {
  return standIn.state.messages.filter((message) =>
    message.channel === channel
      ? message.only === null || message.only === member
      : message.channel === `D${member}`,
  );
}

/** Slack as the shared contract sees it. Closing fails when any call broke one of Slack's limits. */
export function slackHarness(
  mode: Mode,
  scopes: readonly string[] = ALL_SCOPES,
): (bot: Bot) => Promise<FileHarness & LinkHarness> {
  return async (bot) => {
    const standIn = await startStandIn();
    standIn.state.scopes = scopes;
    const { chat, eventsUrl, close } = await startSlack(standIn, mode, bot);
    const { state } = standIn;
    const place = { platform: 'slack', workspace: `slack:${TEAM}`, channel: CHANNEL } as const;
    const isPrivate = (message: Message): boolean =>
      message.only !== null || message.channel.startsWith('D');
    const seen = (message: Message): Seen => ({
      message: message.ts,
      text: shownText(message.blocks),
      private: isPrivate(message),
      buttons: shownButtons(message.blocks),
    });
    return {
      chat,
      place,
      nowhere: { ...place, channel: 'C0NOWHERE' },
      idOf: (member) => IDS[member],
      async pressAs(member, message, code) {
        const visible = visibleTo(standIn, IDS[member], CHANNEL);
        const on =
          message === null
            ? visible.findLast((one) => isPrivate(one))
            : visible.find(({ ts }) => ts === message);
        if (on === undefined) throw new Error(`${member} sees no such message`);
        const { status } = await standIn.press(IDS[member], on, code);
        if (status !== 200) throw new Error(`the press was answered with ${status}`);
      },
      async lineAs(member, line) {
        await standIn.command(IDS[member], line, CHANNEL);
      },
      sees: (member) => Promise.resolve(visibleTo(standIn, IDS[member], CHANNEL).map(seen)),
      formOf(member) {
        const shown = state.modals.get(IDS[member]);
        if (shown === undefined || shown.view.type !== 'modal') return Promise.resolve(null);
        const { title, blocks } = shown.view;
        const errors = Object.values(shown.errors).join('\n');
        return Promise.resolve(`${title.text}\n${shownText(blocks)}\n${errors}`);
      },
      async submitAs(member, values) {
        await standIn.submit(IDS[member], values);
      },
      async importAs(member, { name, text, into, ...wrong }) {
        const id = IDS[member];
        const before = visibleTo(standIn, id, CHANNEL).length;
        state.modals.delete(id);
        await standIn.command(id, 'import', CHANNEL);
        // Who may not import gets a message instead of the form.
        const answered = () =>
          state.modals.has(id) || visibleTo(standIn, id, CHANNEL).length > before;
        await until(answered, 'the form is open');
        if (!state.modals.has(id)) return;
        const file = standIn.upload(name, text, wrong);
        await standIn.submit(id, { file, ...(into === undefined ? {} : { into }) });
      },
      linksOf: (member) =>
        visibleTo(standIn, IDS[member], CHANNEL).flatMap(({ blocks }) =>
          [...JSON.stringify(blocks).matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url ?? ''),
        ),
      async demote(member) {
        const person = state.people.get(IDS[member]);
        if (person !== undefined) state.people.set(person.id, { ...person, admin: false });
        // The directory looks again after five minutes, which no test waits for.
        await chat.forget(place, IDS[member]);
      },
      filesRead: () => state.calls.filter(({ method }) => method === 'file').length,
      filesOf: (member) =>
        Promise.resolve(state.shared.filter(({ channel }) => channel === `D${IDS[member]}`)),
      speaks(member, language) {
        const person = state.people.get(IDS[member]);
        if (person !== undefined) person.locale = language === 'de' ? 'de-DE' : 'en-GB';
      },
      pings: () =>
        Promise.resolve(state.messages.flatMap(({ text, blocks }) => pingsIn(text, blocks))),
      failures: ['not-sent', 'refused', 'unknown'],
      failNext(failure) {
        standIn.fail('chat.postMessage', FAULTS[failure]);
        return Promise.resolve();
      },
      async connected() {
        if (mode === 'socket') return standIn.socket.open() > 0;
        const body = JSON.stringify({ type: 'nothing_we_know' });
        return (await postSigned(eventsUrl, standIn.signingSecret, body)).status === 200;
      },
      async close() {
        await close();
        await standIn.close();
        if (state.unlawful.length > 0) throw new Error(state.unlawful.join('\n'));
      },
    };
  };
}
