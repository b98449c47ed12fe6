import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { refusal, unanswered } from './errors.ts';
import type { Ticket } from './receive.ts';

/** Gives the initial response to an interaction. Rejects with PostError, or as `fetch` does. */
export type Callback = (ticket: Ticket, body: object) => Promise<void>;

const HEADERS = { 'content-type': 'application/json' };
const error = z.object({ code: z.union([z.number(), z.string()]) });

/**
 * Interaction callbacks have no rate limit (rate limits, interaction endpoints) and need no authorization, so they
 * take the SDK's way to the network without its queue in front, which would be a sixth of an answer's time.
 */
export function openCallback(api: REST, timeoutMs: number): Callback {
  const { options } = api;
  const root = `${options.api}/v${options.version}`;
  return async ({ id, token }, body) => {
    const response = await options.makeRequest(`${root}${Routes.interactionCallback(id, token)}`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The connection is free for the next one only when the body has been read.
    const said = await response.text();
    if (response.ok) return;
    if (response.status >= 500) throw unanswered(`http_${response.status}`);
    throw refusal(codeIn(said), response.status);
  };
}

function codeIn(said: string): string {
  try {
    return String(error.parse(JSON.parse(said)).code);
  } catch {
    return '0';
  }
}
