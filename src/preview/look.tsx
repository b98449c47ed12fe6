import type { Child, FC } from 'hono/jsx';
import type { Picture } from '../domain/card.ts';
import { dateFormat } from '../domain/date-format.ts';
import { Chart } from '../adapters/web/render/charts.tsx';

/** What a drawing knows beside the message that the adapter would send. */
export interface Look {
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly zone: string;
  /** When the message seems to be sent: epoch milliseconds. */
  readonly at: number;
  /** A hint of the platform that only the member sees the message; null for the channel's messages. */
  readonly onlyYou: string | null;
}

/** Pictures by the file that stands for them in a message. */
export type PictureFiles = ReadonlyMap<string, Picture>;

/** The chart that the PNG shows, on the same white sheet. */
export const Sheet: FC<{ pictures: PictureFiles; file: string; alt: string }> = ({
  pictures,
  file,
  alt,
}) => {
  const picture = pictures.get(file);
  return picture === undefined ? null : (
    <div class="sheet">
      <Chart picture={picture} alt={alt} />
    </div>
  );
};

/** A link to http or https; any other address is shown as text alone. */
export const PlainLink: FC<{ to: string; look?: string; children?: Child }> = ({
  to,
  look,
  children,
}) =>
  /^https?:\/\//i.test(to) ? (
    <a href={to} class={look} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ) : (
    <span class={look}>{children}</span>
  );

/** `09:00` */
export function sentAt({ at, zone, locale }: Look): string {
  const time = { hour: '2-digit', minute: '2-digit', timeZone: zone } as const;
  return dateFormat(locale, time).format(at);
}
