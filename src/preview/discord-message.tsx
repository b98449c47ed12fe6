import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponent,
  APIComponentInContainer,
  APIMediaGalleryComponent,
  APISectionComponent,
} from 'discord.js';
import type { FC } from 'hono/jsx';
import type { Message } from '../adapters/discord/render/index.ts';
import { Logo } from '../adapters/web/render/avatar.tsx';
import { DiscordText } from './discord-text.tsx';
import { PlainLink, sentAt, Sheet, type Look, type PictureFiles } from './look.tsx';

/** A message's components as Discord's clients show them. */
export const DiscordMessage: FC<{
  message: Message;
  gist: string;
  look: Look;
  pictures: PictureFiles;
}> = ({ message, gist, look, pictures }) => (
  <article class="preview-discord" aria-label={`Discord: ${gist}`}>
    <Logo />
    <div class="body">
      <p class="by">
        <strong>Deckhand</strong> <span class="app">APP</span> <span>{sentAt(look)}</span>
      </p>
      {message.components.map((container) => (
        <div class="container">
          {container.components.map((component) => (
            <Component component={component} look={look} pictures={pictures} />
          ))}
        </div>
      ))}
      {look.onlyYou === null ? null : <p class="only">{look.onlyYou}</p>}
    </div>
  </article>
);

/** The kinds that the adapter sends; it makes no other one. */
const Component: FC<{ component: APIComponentInContainer; look: Look; pictures: PictureFiles }> = ({
  component,
  look,
  pictures,
}) => {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return <DiscordText content={component.content} look={look} />;
    case ComponentType.Section:
      return <Section section={component} look={look} />;
    case ComponentType.ActionRow:
      return (
        <div class="actions">
          {component.components.map((button) =>
            button.type === ComponentType.Button ? <DiscordButton button={button} /> : null,
          )}
        </div>
      );
    case ComponentType.MediaGallery:
      return <Gallery gallery={component} pictures={pictures} />;
    case ComponentType.Separator:
      return <hr />;
    default:
      return null;
  }
};

const Section: FC<{ section: APISectionComponent; look: Look }> = ({ section, look }) => (
  <div class="section">
    <div>
      {section.components.map(({ content }) => (
        <DiscordText content={content} look={look} />
      ))}
    </div>
    {section.accessory.type === ComponentType.Button ? (
      <DiscordButton button={section.accessory} />
    ) : null}
  </div>
);

const Gallery: FC<{ gallery: APIMediaGalleryComponent; pictures: PictureFiles }> = ({
  gallery,
  pictures,
}) => (
  <>
    {gallery.items.map(({ media, description }) => (
      <Sheet
        pictures={pictures}
        file={media.url.replace('attachment://', '')}
        alt={description ?? ''}
      />
    ))}
  </>
);

const LOOKS: Readonly<Partial<Record<ButtonStyle, string>>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Danger]: 'danger',
};

const DiscordButton: FC<{ button: APIButtonComponent }> = ({ button }) => {
  const look = `button ${LOOKS[button.style] ?? 'normal'}`;
  if (button.style === ButtonStyle.Premium) return null;
  return button.style === ButtonStyle.Link ? (
    <PlainLink to={button.url} look={look}>
      {button.label ?? ''}
    </PlainLink>
  ) : (
    <button type="button" class={look} disabled>
      {button.label ?? ''}
    </button>
  );
};
