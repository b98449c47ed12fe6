import type { MemberFile } from '../../member-file.ts';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { lawfulView } from './lawful.ts';
import { fileObject } from './sent-files.ts';
import { newState, nextTs, TEAM } from './state.ts';
import type { Fault, Message, Person, ShownView, State } from './state.ts';
import { serve } from './web-api.ts';
import type { Secrets } from './web-api.ts';
import { deliverByHttp, openSocketSide } from './wire.ts';
import type { Acknowledged, Kind, SocketSide } from './wire.ts';
import { lawfulMessage } from './lawful.ts';

export * from './state.ts';

export const SECRETS: Secrets = {
  botToken: 'xoxb-1111-2222-standin',
  appToken: 'xapp-1-A0DECKHAND-3333-standin',
  signingSecret: '0123456789abcdef0123456789abcdef',
};

/** The envelope of a workspace that came by OAuth. */
export interface From {
  /** Null for an event of a whole organization. */
  readonly team: string | null;
  /** The organization whose installation hears it; left out for the workspace's own. */
  readonly organization?: string;
}

/** A Slack of our own on loopback: strict about limits, and unreliable on request. */
export interface StandIn extends Secrets {
  /** The Web API root: SLACK_API_URL. */
  readonly apiUrl: string;
  readonly state: State;
  readonly socket: SocketSide;
  /** Where deliveries go; null: over the socket. */
  deliverTo(url: string | null): void;
  /** The next call of that method goes wrong; `response_url` is a method too. */
  fail(method: string, fault: Fault, times?: number): void;
  /** `from` is a workspace that installed the app by OAuth. */
  command(member: string, line: string, channel: string, from?: From): Promise<Acknowledged>;
  /** Presses a button. `view`: a button in a view instead of a message. */
  press(member: string, message: Message | ShownView, code: string): Promise<Acknowledged>;
  /** A member chooses a file in a form; its id is the field's value at `submit`. */
  upload(name: string, text: string, how?: Partial<MemberFile>): string;
  /** Fills in the member's modal and submits it. */
  submit(member: string, values: Readonly<Record<string, string>>): Promise<Acknowledged>;
  /** An event that happened `ageMs` before it is delivered. */
  event(
    event: Readonly<Record<string, unknown>>,
    ageMs?: number,
    from?: From,
  ): Promise<Acknowledged>;
  /** A fresh response_url for a press of that member on that message. */
  readonly responseUrl: (member: string, message: Message) => string;
  /** Any delivery as it is. */
  deliver(kind: Kind, payload: Readonly<Record<string, unknown>>): Promise<Acknowledged>;
  close(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const state = newState();
  let base = '';
  const server = createServer((request, response) => {
    void serve(state, SECRETS, base, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const socket = openSocketSide(server);
  let target: string | null = null;

  const deliver = (
    kind: Kind,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<Acknowledged> =>
    target === null
      ? socket.deliver(kind, payload)
      : deliverByHttp(target, SECRETS.signingSecret, kind, payload);

  const trigger = (member: string): string => {
    const id = `${state.next++}.${TEAM}.${randomUUID()}`;
    state.triggers.set(id, { member, at: Date.now() });
    return id;
  };
  const responseUrl = (member: string, channel: string, message: Message | null): string => {
    const id = randomUUID();
    state.responses.set(id, { member, channel, message, uses: 0 });
    return `${base}/response/${id}`;
  };
  const personOf = (member: string): Person => {
    const person = state.people.get(member);
    if (person === undefined) throw new Error(`nobody is called ${member}`);
    return person;
  };

  return {
    ...SECRETS,
    apiUrl: `${base}/api/`,
    state,
    socket,
    deliverTo(url) {
      target = url;
    },
    fail(method, fault, times = 1) {
      const waiting = state.faults.get(method) ?? [];
      state.faults.set(method, [...waiting, ...Array.from({ length: times }, () => fault)]);
    },
    deliver,
    responseUrl: (member, message) => responseUrl(member, message.channel, message),
    async command(member, line, channel, from) {
      const person = personOf(member);
      const acknowledged = await deliver('slash_commands', {
        token: 'legacy',
        team_id: from?.team ?? person.team,
        ...(from?.organization === undefined ? {} : { enterprise_id: from.organization }),
        team_domain: 'deckhand',
        channel_id: channel,
        channel_name: 'team-quiz',
        user_id: person.id,
        user_name: person.id.toLowerCase(),
        command: '/quiz',
        text: line,
        api_app_id: 'A0DECKHAND',
        is_enterprise_install: String(from?.organization !== undefined),
        response_url: responseUrl(member, channel, null),
        trigger_id: trigger(member),
      });
      showInline(state, member, channel, acknowledged);
      return acknowledged;
    },
    press(member, on, code) {
      const person = personOf(member);
      const common = {
        type: 'block_actions',
        user: {
          id: person.id,
          username: person.id.toLowerCase(),
          name: person.id,
          team_id: person.team,
        },
        api_app_id: 'A0DECKHAND',
        token: 'legacy',
        team: { id: person.team, domain: 'deckhand' },
        enterprise: null,
        is_enterprise_install: false,
        trigger_id: trigger(member),
        actions: [
          {
            type: 'button',
            block_id: 'b1',
            action_id: 'press:0',
            text: { type: 'plain_text', text: 'B', emoji: false },
            value: code,
            action_ts: nextTs(state),
          },
        ],
      };
      if ('view' in on) {
        return deliver('interactive', {
          ...common,
          container: { type: 'view', view_id: on.id },
          view: { id: on.id, team_id: person.team, state: { values: {} }, hash: '1.a', ...on.view },
        });
      }
      return deliver('interactive', {
        ...common,
        container: {
          type: 'message',
          message_ts: on.ts,
          channel_id: on.channel,
          is_ephemeral: on.only !== null,
          ...(on.thread === null ? {} : { thread_ts: on.thread }),
        },
        channel: { id: on.channel, name: 'team-quiz' },
        ...(on.only === null ? { message: { type: 'message', ts: on.ts, text: on.text } } : {}),
        state: { values: {} },
        response_url: responseUrl(member, on.channel, on),
      });
    },
    upload(name, text, how = {}) {
      const bytes = new Uint8Array(Buffer.from(text));
      const id = `F${state.next++}`;
      const sent = { name, bytes, size: bytes.length, url: null, statesLength: true, ...how };
      state.sent.set(id, sent);
      return id;
    },
    async submit(member, values) {
      const shown = state.modals.get(member);
      if (shown === undefined) throw new Error(`${member} sees no form`);
      const person = personOf(member);
      const acknowledged = await deliver('interactive', {
        type: 'view_submission',
        team: { id: person.team, domain: 'deckhand' },
        user: {
          id: person.id,
          username: person.id.toLowerCase(),
          name: person.id,
          team_id: person.team,
        },
        api_app_id: 'A0DECKHAND',
        token: 'legacy',
        trigger_id: trigger(member),
        view: {
          id: shown.id,
          team_id: person.team,
          ...shown.view,
          state: { values: stateValues(shown, values, (id) => fileObject(state, base, id)) },
          hash: '1.a',
          root_view_id: shown.id,
        },
        response_urls: [],
        is_enterprise_install: false,
        enterprise: null,
      });
      showSubmission(state, member, shown, acknowledged);
      return acknowledged;
    },
    event(event, ageMs = 0, from = { team: TEAM }) {
      const { team, organization = null } = from;
      return deliver('events_api', {
        token: 'legacy',
        team_id: team,
        ...(organization === null ? {} : { enterprise_id: organization }),
        api_app_id: 'A0DECKHAND',
        event: { event_ts: nextTs(state), ...event },
        type: 'event_callback',
        event_id: `Ev${randomUUID().slice(0, 8)}`,
        event_time: Math.floor((Date.now() - ageMs) / 1000),
        authorizations: [
          {
            enterprise_id: organization,
            team_id: team,
            user_id: 'U0DECKBOT',
            is_bot: true,
            is_enterprise_install: organization !== null,
          },
        ],
        is_ext_shared_channel: false,
      });
    },
    async close() {
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A command's acknowledgement may carry the answer itself. */
function showInline(state: State, member: string, channel: string, given: Acknowledged): void {
  if (given.body === null) return;
  const lawful = lawfulMessage(given.body['text'], given.body['blocks']);
  if ('error' in lawful) return void state.unlawful.push(`command: ${lawful.reasons.join('; ')}`);
  if (given.body['response_type'] !== 'ephemeral') state.unlawful.push('command: public answer');
  const said = { ts: nextTs(state), channel, thread: null, only: member, by: TEAM };
  state.messages.push({ ...said, ...lawful.ok });
}

function showSubmission(state: State, member: string, shown: ShownView, given: Acknowledged): void {
  const { body } = given;
  if (body?.['response_action'] === 'errors') {
    const errors = Object.entries(body['errors'] ?? {}).map(([name, say]) => [name, String(say)]);
    shown.errors = Object.fromEntries(errors);
    const known = new Set(shown.view.blocks.map((block) => block.block_id));
    if (!errors.every(([name]) => known.has(name))) state.unlawful.push('error beside no field');
    return;
  }
  if (body?.['response_action'] === 'update') {
    const lawful = lawfulView(body['view']);
    if ('error' in lawful) return void state.unlawful.push(lawful.reasons.join('; '));
    Object.assign(shown, { view: lawful.ok, errors: {} });
    return;
  }
  if (given.status === 200) state.modals.delete(member);
}

function stateValues(
  shown: ShownView,
  values: Readonly<Record<string, string>>,
  fileOf: (id: string) => object,
): object {
  const inputs = shown.view.blocks.flatMap((block) => {
    if (block.type !== 'input' || block.block_id === undefined) return [];
    const { type, action_id } = block.element;
    const value = values[action_id] ?? '';
    const options = value
      .split(',')
      .filter((one) => one !== '')
      .map((one) => ({ text: { type: 'plain_text', text: one }, value: one }));
    const filled =
      type === 'plain_text_input'
        ? { type, value: value === '' ? null : value }
        : type === 'static_select'
          ? { type, selected_option: options[0] ?? null }
          : type === 'file_input'
            ? { type, files: options.map((one) => fileOf(one.value)) }
            : type === 'multi_conversations_select'
              ? { type, selected_conversations: options.map((one) => one.value) }
              : { type, selected_options: options };
    return [[block.block_id, { [action_id]: filled }] as const];
  });
  return Object.fromEntries(inputs);
}
