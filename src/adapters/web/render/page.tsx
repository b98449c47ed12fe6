import type { FC } from 'hono/jsx';
import type { Language } from '../../../domain/language.ts';
import { cleanString } from '../../../fit/index.ts';
import { htmlDocument, Page } from './document.tsx';
import { markup } from './markup.ts';
import { MAX_LINE, WEB_PLACE } from '../place.ts';
import { Avatar, Logo } from './avatar.tsx';
import { CardBody, isoOf, labelOf } from './index.tsx';
import { PAGE } from './page-text.ts';
import type { WebMember, WebMessage } from '../../../ports/web-chat.ts';

const BOT = 'Deckhand';

/** The first state of the chat page; everything later arrives over the event stream. */
export interface ChatView {
  readonly member: WebMember;
  readonly messages: readonly WebMessage[];
  /** Whether there are older messages. */
  readonly more: boolean;
  /** The last change that the page contains. */
  readonly place: number;
  readonly language: Language;
}

export function chatPage({ member, messages, more, place, language }: ChatView): string {
  const channel = `#${WEB_PLACE.channel}`;
  return htmlDocument(
    <Page title={channel} live={true} language={language}>
      <body class="chat" data-lost={PAGE.lost[language]} data-silent={PAGE.silent[language]}>
        <a class="skip" href="#message">
          {PAGE.skip[language]}
        </a>
        <Header member={member} channel={channel} language={language} />
        <main>
          {messages.every(({ onlyFor }) => onlyFor === null) ? (
            <p class="welcome">
              {member.manager ? PAGE.welcomeManager[language] : PAGE.welcome[language]}
            </p>
          ) : null}
          <div
            id="log"
            role="log"
            aria-live="polite"
            aria-label={`${PAGE.messagesIn[language]} ${channel}`}
          >
            {more ? <Earlier before={messages[0]?.created ?? 0} language={language} /> : null}
            {messages.map((message) => (
              <Message message={message} language={language} />
            ))}
          </div>
          <button type="button" id="newest" class="button primary" hidden>
            {PAGE.newMessages[language]}
          </button>
        </main>
        <Composer language={language} />
        <div id="form-place"></div>
        <div
          hx-ext="sse"
          sse-connect={`/events?after=${place}`}
          sse-swap="message"
          hx-swap="none"
        />
      </body>
    </Page>,
  );
}

const Header: FC<{ member: WebMember; channel: string; language: Language }> = ({
  member,
  channel,
  language,
}) => (
  <header>
    <Logo />
    <h1>{channel}</h1>
    <p class="me">
      <span class="unseen">{PAGE.youAre[language]}</span>
      <Avatar name={member.name} id={member.id} />
      <span class="name">{member.name}</span>
      {member.manager ? (
        <>
          <span class="tag">{PAGE.manager[language]}</span>
          <a href="/studio">{PAGE.studio[language]}</a>
        </>
      ) : null}
    </p>
  </header>
);

/** The message box with its suggestions. */
const Composer: FC<{ language: Language }> = ({ language }) => (
  <footer>
    <p id="trouble" role="status"></p>
    <form id="composer" hx-post="/say" hx-sync="this:drop">
      <label for="message" class="unseen">
        {PAGE.message[language]}
      </label>
      <div class="line">
        <input
          id="message"
          name="text"
          type="text"
          maxlength={MAX_LINE}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={true}
          enterkeyhint="send"
          placeholder={PAGE.saySomething[language]}
          aria-haspopup="listbox"
          aria-autocomplete="list"
          aria-controls="suggestions"
          hx-get="/complete"
          hx-trigger="input changed delay:60ms"
          hx-target="#suggestions"
          hx-swap="innerHTML"
          hx-sync="this:replace"
        />
        <button type="submit" class="button primary">
          {PAGE.send[language]}
        </button>
      </div>
      <ul id="suggestions" role="listbox" aria-label={PAGE.suggestions[language]} hidden></ul>
    </form>
  </footer>
);

/** A message as an event: a new one joins the log, a changed one replaces itself. */
export function messageEvent(message: WebMessage, isNew: boolean, language: Language): string {
  return isNew
    ? markup(
        <div hx-swap-oob="beforeend:#log">
          <Message message={message} language={language} />
        </div>,
      )
    : markup(<Message message={message} swaps={true} language={language} />);
}

/** Older messages, to stand before those that a window shows. */
export function earlierPart(
  messages: readonly WebMessage[],
  more: boolean,
  language: Language,
): string {
  return markup(
    <>
      {more ? <Earlier before={messages[0]?.created ?? 0} language={language} /> : null}
      {messages.map((message) => (
        <Message message={message} language={language} />
      ))}
    </>,
  );
}

const Earlier: FC<{ before: number; language: Language }> = ({ before, language }) => (
  <button
    type="button"
    class="button normal earlier"
    hx-get={`/earlier?before=${before}`}
    hx-swap="outerHTML"
  >
    {PAGE.earlier[language]}
  </button>
);

/** @param dead for a preview: the message has no ids, and nothing in it can be pressed */
export const Message: FC<{
  message: WebMessage;
  language: Language;
  swaps?: boolean;
  dead?: boolean;
}> = ({ message, language, swaps = false, dead = false }) => {
  const { author, body, onlyFor, quoted } = message;
  const name = author?.name ?? BOT;
  const said = body.kind === 'card' ? body.card.gist : body.line;
  return (
    <article
      id={dead ? undefined : `m-${message.id}`}
      class={`message${onlyFor === null ? '' : ' private'}${author === null ? ' ours' : ''}`}
      aria-label={labelOf(name, said)}
      tabindex={dead ? undefined : -1}
      {...(swaps ? { 'hx-swap-oob': 'true' } : {})}
    >
      {author === null ? <Logo /> : <Avatar name={name} id={author.id} />}
      <p class="by">
        <strong>{name}</strong>
        {author === null ? <span class="tag">bot</span> : null}
        <time datetime={isoOf(message.sentAt)} data-show="time">
          {isoOf(message.sentAt).slice(11, 16)}
        </time>
      </p>
      {onlyFor === null ? null : <p class="only">{PAGE.onlyYou[language]}</p>}
      {quoted === null ? null : (
        <a class="quote" href={dead ? undefined : `#m-${quoted.id}`}>
          <span class="unseen">{PAGE.answers[language]}</span>
          {quoted.gist}
        </a>
      )}
      {body.kind === 'card' ? (
        <CardBody card={body.card} at={dead ? null : { message: message.id }} />
      ) : (
        <p class="line">{cleanString(body.line)}</p>
      )}
      {body.kind === 'card' && body.file !== undefined ? (
        <p class="buttons">
          <a class="button normal" href={`/file/${message.id}`} download={body.file.name}>
            {PAGE.download[language]}: {body.file.name}
          </a>
        </p>
      ) : null}
    </article>
  );
};

/** A line that the typed one may become. */
export interface Completion {
  /** The whole line after it was taken; ends with a space if more may follow. */
  readonly line: string;
  readonly label: string;
  readonly help: string;
}

export function suggestionItems(found: readonly Completion[]): string {
  return markup(
    <>
      {found.map((completion, place) => (
        <li
          id={`suggestion-${place}`}
          role="option"
          aria-selected="false"
          data-line={completion.line}
        >
          <span class="what">{completion.label}</span>
          <span class="help">{completion.help}</span>
        </li>
      ))}
    </>,
  );
}
