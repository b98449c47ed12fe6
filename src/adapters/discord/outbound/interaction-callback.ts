import { DefaultUserAgent } from '@discordjs/rest';
import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { openHttpSender } from '../../shared/http-sender.ts';
import { refusal, unanswered } from './errors.ts';
import type { InteractionToken } from './interaction-token.ts';

/** Sends initial responses to interactions. */
export interface InteractionCallback {
  /**
   * Rejects with PostError, or with the system's own error.
   * @param json a response as JSON, in UTF-8 where it is bytes
   */
  send(token: InteractionToken, json: string | Uint8Array): Promise<void>;
  close(): void;
}

const refused = z.object({ code: z.union([z.number(), z.string()]) });

/**
 * Interaction callbacks have no rate limit (rate limits, interaction endpoints) and need no authorization, so they
 * bypass the SDK's queue.
 */
export function openInteractionCallback(api: REST, timeoutMs: number): InteractionCallback {
  const { options } = api;
  const root = new URL(`${options.api}/v${options.version}`);
  // Discord may block requests that do not say so what sends them (API reference, user agent).
  const agent = `${DefaultUserAgent} ${options.userAgentAppendix}`;
  const sender = openHttpSender(root.origin, timeoutMs, { 'user-agent': agent });
  return {
    async send({ id, token }, json) {
      const path = `${root.pathname}${Routes.interactionCallback(id, token)}`;
      const { status, text } = await sender.post(path, json);
      if (status >= 500) throw unanswered(`http_${status}`);
      if (status >= 300) throw refusal(codeIn(text), status);
    },
    close: () => sender.close(),
  };
}

/** Discord's error code; `0` if the answer has none. */
function codeIn(text: string): string {
  try {
    return String(refused.parse(JSON.parse(text)).code);
  } catch {
    return '0';
  }
}
