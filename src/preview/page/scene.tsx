import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { ScenePreview } from '../index.tsx';

const PLATFORMS = ['slack', 'discord', 'web'] as const;

/** One moment on the three platforms, side by side where there is room. */
export const SceneBody: FC<{ scene: ScenePreview }> = ({ scene }) => (
  <div class="scene">
    <h3>{scene.title}</h3>
    <div class="platforms">
      {PLATFORMS.map((platform) => (
        <div class="preview" data-platform={platform} data-theme="light" data-width="phone">
          {/* Drawn by hono/jsx, which has escaped every text in it. */}
          {raw(scene[platform].html)}
        </div>
      ))}
    </div>
  </div>
);
