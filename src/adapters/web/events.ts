import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Log } from '../../ports/system.ts';
import type { Live } from './live.ts';
import { messageEvent } from './page.tsx';
import type { WebMember, WebState } from './state.ts';

/** A silent connection says that it lives; proxies and laptops cut those that do not. */
const HEARTBEAT_MS = 15_000;
const AT_ONCE = 100;

interface Parts {
  readonly state: WebState;
  readonly live: Live;
  readonly log: Log;
}

/**
 * A window's events. Each window reads for itself what changed after the place that it knows, which it names when
 * it comes back (`Last-Event-ID`): so nothing is lost and nothing comes twice, whatever broke in between.
 */
export function eventStream(c: Context, parts: Parts, member: WebMember): Response {
  const { state, live, log } = parts;
  let place = knownPlace(c);
  return streamSSE(
    c,
    async (stream) => {
      await stream.write('retry: 1000\n\n');
      while (!live.closed && !stream.aborted && !stream.closed) {
        const seen = live.changes;
        const known = place;
        const changed = await state.since(known, member.id, AT_ONCE);
        for (const message of changed) {
          const data = messageEvent(message, message.created > known);
          await stream.writeSSE({ event: 'message', id: String(message.changed), data });
          place = message.changed;
        }
        if (changed.length > 0) continue;
        await live.wait(seen, HEARTBEAT_MS);
        if (live.changes === seen && !live.closed) await stream.write(': still here\n\n');
      }
    },
    async (error) => log.warn('an event stream ended early', { error: error.message }),
  );
}

/** The place up to which a window knows everything: where it left off, or where its page began. */
function knownPlace(c: Context): number {
  const said = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
  return /^\d{1,15}$/.test(said) ? Number(said) : 0;
}
