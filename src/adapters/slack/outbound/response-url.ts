import { openHttpSender } from '../../shared/http-sender.ts';

/** Slack's own addresses for replies (handling user interaction, GovSlack). */
const SLACK_ORIGINS = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];
const TIMEOUT_MS = 10_000;

/** `refused`: used up, expired, or not Slack's. `lost`: delivery could not be confirmed. */
export type ResponseOutcome = 'sent' | 'refused' | 'lost';

export interface ResponseUrls {
  /**
   * Posts a message to a response_url, once. Never throws.
   * @param json the message, in UTF-8
   */
  send(url: string, json: Uint8Array): Promise<ResponseOutcome>;
  close(): void;
}

/** @param apiUrl another Web API root, whose origin is then trusted too; null for Slack's */
export function openResponseUrls(apiUrl: string | null): ResponseUrls {
  const trusted = apiUrl === null ? SLACK_ORIGINS : [...SLACK_ORIGINS, new URL(apiUrl).origin];
  // The slash ends the origin, so that no other host can begin with it.
  const senders = trusted.map((origin) => ({
    prefix: `${origin}/`,
    sender: openHttpSender(origin, TIMEOUT_MS),
  }));
  return {
    async send(url, json) {
      const target = senders.find(({ prefix }) => url.startsWith(prefix));
      if (target === undefined || !/^[!-~]+$/.test(url)) return 'refused';
      try {
        const path = url.slice(target.prefix.length - 1);
        const { status } = await target.sender.post(path, json);
        if (status < 300) return 'sent';
        return status < 500 ? 'refused' : 'lost';
      } catch {
        return 'lost';
      }
    },
    close() {
      for (const { sender } of senders) sender.close();
    },
  };
}
