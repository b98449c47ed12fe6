import type { FC } from 'hono/jsx';

/** A member's initial on one of eight colours; a member keeps their colour. */
export const Avatar: FC<{ name: string; id: string }> = ({ name, id }) => {
  const initial = String.fromCodePoint(name.codePointAt(0) ?? 0x3f).toUpperCase();
  const hue = Buffer.from(id).reduce((sum, byte) => sum + byte, 0) % 8;
  return (
    <span class={`face hue-${hue}`} aria-hidden="true">
      {initial}
    </span>
  );
};

export const Logo: FC = () => (
  <svg class="face logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="#0f766e" />
    <path d="M10 7.5h5.5a8.5 8.5 0 0 1 0 17H10z" fill="#ffffff" />
    <path
      d="m13.2 16.2 2.4 2.5 4.6-5.2"
      fill="none"
      stroke="#0f766e"
      stroke-width="2.4"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
