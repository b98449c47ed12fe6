import { boundedCache } from './bounded-cache.ts';

/** Making a format takes a hundred times as long as using it; each takes up 26 kB. */
const formats = boundedCache<string, Intl.DateTimeFormat>(100);

/**
 * How dates and times are written, made once.
 * @param locale BCP 47
 * @throws RangeError for a zone that is none
 */
export function dateFormat(
  locale: string,
  shape: Readonly<Intl.DateTimeFormatOptions>,
): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(shape)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale, shape);
  formats.set(key, format);
  return format;
}
