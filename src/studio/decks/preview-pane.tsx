import type { Context } from 'hono';
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { StudioWords } from '../../i18n/studio.ts';
import { languageOf } from '../../domain/language.ts';
import { previewQuestion } from '../../preview/index.tsx';
import type { StudioEnv } from '../parts.ts';
import { SelectField } from '../view/fields.tsx';
import type { LoadedDeck } from './loaded-deck.ts';

const PLATFORMS = ['slack', 'discord', 'web'] as const;
const THEMES = ['light', 'dark'] as const;
const WIDTHS = ['desktop', 'phone'] as const;

/** How a preview is drawn. */
interface PreviewLook {
  readonly platform: (typeof PLATFORMS)[number];
  readonly theme: (typeof THEMES)[number];
  readonly width: (typeof WIDTHS)[number];
}

/** The pane beside a question's form; its content comes when the page is there, and again after each saved change. */
export const PreviewPane: FC<{ words: StudioWords; path: string }> = ({ words, path }) => (
  <section class="previews">
    <h2>{words.preview()}</h2>
    <form
      class="pair"
      hx-get={`${path}/preview`}
      hx-trigger="load, change, draft-saved from:body"
      hx-target="#preview"
      hx-swap="innerHTML"
      hx-sync="this:replace"
    >
      <SelectField
        name="platform"
        label={words.previewPlatform()}
        value="slack"
        options={[
          { value: 'slack', label: 'Slack' },
          { value: 'discord', label: 'Discord' },
          { value: 'web', label: words.previewWeb() },
        ]}
      />
      <SelectField
        name="theme"
        label={words.previewTheme()}
        value="light"
        options={[
          { value: 'light', label: words.themeLight() },
          { value: 'dark', label: words.themeDark() },
        ]}
      />
      <SelectField
        name="width"
        label={words.previewWidth()}
        value="phone"
        options={[
          { value: 'desktop', label: words.widthDesktop() },
          { value: 'phone', label: words.widthPhone() },
        ]}
      />
    </form>
    <div id="preview"></div>
  </section>
);

/** Every scene of a question's life on one platform; a sentence while the deck cannot be asked. */
export function previewPart(c: Context<StudioEnv>, loaded: LoadedDeck, at: number) {
  const { words, request } = c.var;
  const { deck } = loaded.checked;
  const question = deck?.questions[at];
  if (deck === null || question === undefined) return <p class="hint">{words.previewLater()}</p>;
  const look = lookFrom(c);
  const scenes = previewQuestion({
    deck,
    question,
    language: languageOf(deck.language) ?? words.language,
    time: { at: request.now, zone: request.app.defaults.zone },
  });
  return (
    <>
      {scenes.map((scene) => (
        <figure class="scene">
          <figcaption>{scene.title}</figcaption>
          <div class="preview" data-theme={look.theme} data-width={look.width} inert>
            {raw(scene[look.platform].html)}
          </div>
        </figure>
      ))}
    </>
  );
}

function lookFrom(c: Context): PreviewLook {
  const given = <Choice extends string>(name: string, of: readonly [Choice, ...Choice[]]): Choice =>
    of.find((one) => one === c.req.query(name)) ?? of[0];
  return {
    platform: given('platform', PLATFORMS),
    theme: given('theme', THEMES),
    width: given('width', WIDTHS),
  };
}
