import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../../ports/system.ts';

/** Slack's codes live for ten minutes too (installing with OAuth). */
export const STATE_MS = 10 * 60_000;

/** OAuth's `state`: names one attempt of one browser to install, and is signed, so nothing is stored before its use. */
export interface InstallState {
  /** @param browser the value of the browser's cookie */
  issue(browser: string): string;
  /** When a state ends (epoch ms); null unless it was issued to this browser and is still valid. */
  check(state: string, browser: string): number | null;
}

export function openInstallState(
  secret: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): InstallState {
  const sign = (body: string, browser: string): string => {
    const holder = createHash('sha256').update(browser).digest('hex');
    return createHmac('sha256', secret).update(`${body}:${holder}`).digest('base64url');
  };
  return {
    issue(browser) {
      const body = `${random.id()}.${clock.now() + STATE_MS}`;
      return `${body}.${sign(body, browser)}`;
    },
    check(state, browser) {
      const [, body = '', until = '', signature = ''] =
        /^([\w-]{16}\.(\d{1,16}))\.([\w-]{43})$/.exec(state) ?? [];
      const expected = Buffer.from(sign(body, browser));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(expected, given)) return null;
      return Number(until) > clock.now() ? Number(until) : null;
    },
  };
}
