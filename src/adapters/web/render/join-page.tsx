import type { FC } from 'hono/jsx';
import type { Language } from '../../../domain/language.ts';
import { WEB_PLACE } from '../place.ts';
import { Logo } from './avatar.tsx';
import { htmlDocument, Page } from './document.tsx';
import { browserBecomes, browserHas, PAGE } from './page-text.ts';

/** What the join page asks for and says. */
export interface JoinView {
  readonly language: Language;
  /** Why the name was not taken, beside what was typed; null at first. */
  readonly refused: { readonly name: string; readonly sentence: string } | null;
  readonly asksCode: boolean;
  /** Whether others than this machine's can open it. */
  readonly isPublic: boolean;
  /** A one-time link that makes the newcomer a manager; null without one. */
  readonly link: string | null;
  /** The member that this browser is; null if it is none. */
  readonly already: string | null;
}

export function joinPage(view: JoinView): string {
  const { language, refused, asksCode, isPublic, link, already } = view;
  const heading =
    language === 'en' ? `Join #${WEB_PLACE.channel}` : `#${WEB_PLACE.channel} beitreten`;
  return htmlDocument(
    <Page title={`${PAGE.join[language]}: #${WEB_PLACE.channel}`} live={false} language={language}>
      <body class="join">
        <main>
          <Logo />
          <h1>{heading}</h1>
          <p class="lead">{link === null ? PAGE.lead[language] : PAGE.becomeManager[language]}</p>
          <form method="post" action="/join">
            <label for="name">{PAGE.yourName[language]}</label>
            <input
              id="name"
              name="name"
              type="text"
              required
              maxlength={40}
              autocomplete="nickname"
              autofocus
              value={refused?.name ?? ''}
              {...(refused === null
                ? {}
                : { 'aria-invalid': 'true' as const, 'aria-describedby': 'refused' })}
            />
            {asksCode ? <CodeInput language={language} /> : null}
            {link === null ? null : <input type="hidden" name="link" value={link} />}
            {refused === null ? null : (
              <p id="refused" class="refused" role="alert">
                {refused.sentence}
              </p>
            )}
            <button type="submit" class="button primary">
              {PAGE.join[language]}
            </button>
          </form>
          {already === null ? null : <p class="quiet">{browserHas(already)[language]}</p>}
          {isPublic ? null : <p class="quiet">{PAGE.thisMachine[language]}</p>}
        </main>
      </body>
    </Page>,
  );
}

const CodeInput: FC<{ language: Language }> = ({ language }) => (
  <>
    <label for="code">{PAGE.joinCode[language]}</label>
    <input id="code" name="code" type="password" required maxlength={200} autocomplete="off" />
  </>
);

interface PlaceView extends Pick<JoinView, 'language' | 'already'> {
  /** Whose place it is. */
  readonly name: string;
  readonly link: string;
}

/** Where a one-time link leads: a member's place, taken with a button, since a preview of a link presses none. */
export function placePage({ language, name, link, already }: PlaceView): string {
  return htmlDocument(
    <Page title={`#${WEB_PLACE.channel}`} live={false} language={language}>
      <body class="join">
        <main>
          <Logo />
          <h1>{`#${WEB_PLACE.channel}`}</h1>
          <form method="post" action="/link">
            <input type="hidden" name="link" value={link} />
            <button type="submit" class="button primary">
              {PAGE.takePlace[language]}
              {name}
            </button>
          </form>
          {already === null ? null : <p class="quiet">{browserBecomes(already, name)[language]}</p>}
        </main>
      </body>
    </Page>,
  );
}
