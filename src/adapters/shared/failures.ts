import { PostError } from '../../ports/errors.ts';
import { networkCode, neverLeft } from './network-errors.ts';

/** The failures of a post that are the same on every platform but for its name. */
export interface Failures {
  /** `not-sent`: the platform asked for a pause. */
  readonly pause: (code: string, ms: number, cause?: unknown) => PostError;
  /** `unknown`: the request left, and its outcome could not be confirmed. */
  readonly unanswered: (code: string, cause?: unknown) => PostError;
  /** A failure of the network: `not-sent` if the request surely never left, else `unknown`. */
  readonly network: (error: unknown) => PostError;
}

export function failuresOf(platform: string): Failures {
  const unanswered = (code: string, cause?: unknown): PostError =>
    new PostError({
      failure: 'unknown',
      code,
      advice: {
        en: `${platform} gave no clear answer: look whether the message is in the channel.`,
        de: `${platform} hat nicht klar geantwortet: Sieh nach, ob die Nachricht im Kanal ist.`,
      },
      cause,
    });
  return {
    unanswered,
    pause: (code, ms, cause) =>
      new PostError({
        failure: 'not-sent',
        code,
        advice: {
          en: `${platform} asked for a pause; the post goes out after it.`,
          de: `${platform} bittet um eine Pause; danach geht der Beitrag hinaus.`,
        },
        retryAfterMs: Math.ceil(ms),
        cause,
      }),
    network: (error) => {
      const code = networkCode(error);
      if (code === null || !neverLeft(code)) return unanswered(code ?? 'no_answer', error);
      const advice = {
        en: `${platform} cannot be reached: check the network, DNS and proxy of this machine.`,
        de: `${platform} ist nicht erreichbar: Prüfe Netz, DNS und Proxy dieser Maschine.`,
      };
      return new PostError({ failure: 'not-sent', code, advice, cause: error });
    },
  };
}
