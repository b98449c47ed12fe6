import { createHmac, randomUUID } from 'node:crypto';
import { SECRET } from '../servers.ts';

/** A request as Slack signs it, ready for the wire. */
export function signedRequest(body: string): Buffer {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const head = [
    'POST /slack/events HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Slack-Request-Timestamp: ${timestamp}`,
    `X-Slack-Signature: v0=${mac}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** @param team the workspace */
export function commandBody(line: string, slackPort: number, team = 'T0'): string {
  return new URLSearchParams({
    command: '/quiz',
    text: line,
    team_id: team,
    channel_id: 'C0',
    user_id: 'U0',
    user_name: 'ada',
    response_url: `http://127.0.0.1:${slackPort}/response/0`,
    trigger_id: randomUUID(),
  }).toString();
}

/** A question that members click on. */
export interface AskedIn {
  /** The workspace. */
  readonly team: string;
  /** Of its options. */
  readonly codes: readonly string[];
}

/** Numbers of members that have not clicked yet. */
export interface NewMembers {
  readonly from: number;
  readonly count: number;
}

/** A first click of each member on one option, each a gesture of its own, spread evenly over the questions. */
export function clicks(
  slackPort: number,
  asked: readonly AskedIn[],
  { from, count }: NewMembers,
): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    const { team, codes } = asked[n % asked.length] ?? { team: '', codes: [] };
    const payload = {
      type: 'block_actions',
      user: { id: `U${n}`, username: `member${n}`, name: `member${n}`, team_id: team },
      api_app_id: 'A0',
      token: 'legacy',
      container: { type: 'message', message_ts: '1.000001', channel_id: 'C0', is_ephemeral: false },
      trigger_id: `${n}.${randomUUID()}`,
      team: { id: team, domain: 'bench' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: 'C0', name: 'team-quiz' },
      message: { type: 'message', ts: '1.000001', user: 'UB', text: 'Question', blocks: [] },
      state: { values: {} },
      response_url: `http://127.0.0.1:${slackPort}/response/${n}`,
      actions: [
        {
          action_id: 'press:1',
          block_id: 'b',
          text: { type: 'plain_text', text: 'B', emoji: false },
          value: codes[Math.floor(n / asked.length) % codes.length],
          type: 'button',
          action_ts: '1.2',
        },
      ],
    };
    return signedRequest(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
  });
}

/** The codes of the option buttons in a posted question. */
export function codesIn(posted: string): readonly string[] {
  return [...decodeURIComponent(posted).matchAll(/"value":"(1\.answer\.[^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
}
