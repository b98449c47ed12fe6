import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Log } from '../../../ports/system.ts';
import type { ChangeFeed } from '../outbound/change-feed.ts';
import { messageEvent } from '../render/page.tsx';
import type { StreamSlots } from './stream-slots.ts';
import { pageLanguage } from '../render/page-text.ts';
import type { Known, WebMember, WebChatStore } from '../../../ports/web-chat.ts';

/** A silent connection says that it lives; proxies and laptops cut those that do not. */
const HEARTBEAT_MS = 15_000;
const AT_ONCE = 100;

interface Parts {
  readonly state: WebChatStore;
  readonly live: ChangeFeed;
  readonly log: Log;
  readonly slots: StreamSlots;
}

/** A window whose place was needed by a newer one comes back after this, so that two do not chase each other. */
const COME_BACK_MS = 30_000;

/**
 * A window's events. Each window reads for itself what it does not know, and names what it knows when it comes back
 * (`Last-Event-ID`): so nothing is lost and no message stands twice, whatever broke in between.
 */
export function eventStream(c: Context, parts: Parts, member: WebMember): Response {
  const { state, live, log, slots } = parts;
  const slot = slots.take(member.id);
  const language = pageLanguage(c.req.header('accept-language'));
  let known = knownPlaces(c);
  return streamSSE(
    c,
    async (stream) => {
      stream.onAbort(() => slot.release());
      await stream.write('retry: 1000\n\n');
      while (!live.closed && !slot.ended && !stream.aborted && !stream.closed) {
        const seen = live.changes;
        const news = await state.since(known, member.id, AT_ONCE);
        for (const each of news) {
          const data = messageEvent(each.message, each.isNew, language);
          const id = `${each.known.created}-${each.known.changed}`;
          await stream.writeSSE({ event: 'message', id, data });
          known = each.known;
        }
        if (news.length > 0) continue;
        await Promise.race([live.wait(seen, HEARTBEAT_MS), slot.end]);
        if (live.changes === seen && !live.closed) await stream.write(': still here\n\n');
      }
      if (slot.ended && !stream.aborted) await stream.write(`retry: ${COME_BACK_MS}\n\n`);
      slot.release();
    },
    async (error) => {
      slot.release();
      log.warn('an event stream ended early', { error: error.message });
    },
  );
}

/** What a window knows: where it left off (`created-changed`), or where its page began (one place for both). */
function knownPlaces(c: Context): Known {
  const said = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
  const [, created, changed] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(said) ?? [];
  return { created: Number(created ?? 0), changed: Number(changed ?? created ?? 0) };
}
