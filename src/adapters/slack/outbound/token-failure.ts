import type { Localized } from '../../../domain/language.ts';
import { PostError } from '../../../ports/errors.ts';

/** Posts of a workspace without a usable token are tried again after this time. */
const RETRY_MS = 60_000;

const INSTALL_AGAIN: Localized = {
  en: 'Slack does not take the app’s token: install the app again by its link (/slack/install).',
  de: 'Slack nimmt das Token der App nicht an: Installiere die App noch einmal über ihren Link (/slack/install).',
};

/** Our own codes for a token that is not at hand, beside Slack's for one that it refuses. */
const ADVICE: Readonly<Record<string, Localized>> = {
  no_installation: {
    en: 'The app is not installed in that workspace: install it by its link (/slack/install).',
    de: 'Die App ist in jenem Workspace nicht installiert: Installiere sie über ihren Link (/slack/install).',
  },
  token_unreadable: {
    en: 'The stored token cannot be decrypted: ENCRYPTION_KEY lacks the key that it was encrypted with.',
    de: 'Das gespeicherte Token lässt sich nicht entschlüsseln: In ENCRYPTION_KEY fehlt der Schlüssel, mit dem es verschlüsselt wurde.',
  },
  no_fresh_token: {
    en: 'Slack gave no new token yet; it is asked again.',
    de: 'Slack hat noch kein neues Token gegeben; es wird wieder gefragt.',
  },
};

/**
 * The error of a call that was not made, or that Slack refused only because of its token. Nothing was done, so the post
 * is tried again and nothing in the workspace is paused.
 */
export function tokenFailure(code: string, cause?: unknown): PostError {
  const advice = ADVICE[code] ?? INSTALL_AGAIN;
  return new PostError({ failure: 'not-sent', code, advice, retryAfterMs: RETRY_MS, cause });
}
