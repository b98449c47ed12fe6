import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Log } from '../../../ports/system.ts';
import type { ChangeFeed } from '../outbound/change-feed.ts';
import { messageEvent } from '../render/page.tsx';
import type { StreamSlots } from './stream-slots.ts';
import { pageLanguage } from '../../../pages/accept-language.ts';
import type { Known, WebMember, WebChatStore } from '../../../ports/web-chat.ts';

/** Proxies and laptops cut connections that stay silent. */
const HEARTBEAT_MS = 15_000;
const BATCH = 100;

interface Parts {
  readonly state: WebChatStore;
  readonly feed: ChangeFeed;
  readonly log: Log;
  readonly slots: StreamSlots;
}

/** A window whose place was needed by a newer one comes back after this, so that two do not chase each other. */
const COME_BACK_MS = 30_000;

/**
 * A window's events. Each window reads what it lacks, and names what it knows when it reconnects (`Last-Event-ID`), so
 * no message is lost or shown twice after any break.
 */
export function eventStream(c: Context, parts: Parts, member: WebMember): Response {
  const { state, feed, log, slots } = parts;
  const slot = slots.take(member.id);
  const language = pageLanguage(c.req.header('accept-language'));
  let known = knownPlaces(c);
  return streamSSE(
    c,
    async (stream) => {
      stream.onAbort(() => slot.release());
      await stream.write('retry: 1000\n\n');
      while (!feed.closed && !slot.ended && !stream.aborted && !stream.closed) {
        const seen = feed.changes;
        const news = await state.since(known, member.id, BATCH);
        for (const each of news) {
          const data = messageEvent(each.message, each.isNew, language);
          const id = `${each.known.created}-${each.known.changed}`;
          await stream.writeSSE({ event: 'message', id, data });
          known = each.known;
        }
        if (news.length > 0) continue;
        await Promise.race([feed.wait(seen, HEARTBEAT_MS), slot.end]);
        if (feed.changes === seen && !feed.closed) await stream.write(': still here\n\n');
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

/** The window's last known change: where it left off (`created-changed`), or where its page began (one place for both). */
function knownPlaces(c: Context): Known {
  const said = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
  const [, created, changed] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(said) ?? [];
  return { created: Number(created ?? 0), changed: Number(changed ?? created ?? 0) };
}
