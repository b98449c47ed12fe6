import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Seen } from '../contract.ts';
import { elementsOf, sourceOf, textOf } from './html.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One request exactly as given: `fetch` would rewrite Host. */
export function raw(
  url: string,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (body += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** A member's browser without a screen: a cookie, forms, pages. */
export interface Browser {
  readonly get: (path: string) => Promise<Answer>;
  readonly submit: (
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
  ) => Promise<Answer>;
  readonly sees: () => Promise<readonly Seen[]>;
  readonly cookie: () => string;
  /** Sets `Accept-Language`. */
  readonly speak: (language: string) => void;
}

export function openBrowser(url: string, cookie = ''): Browser {
  const jar = new Map(cookie === '' ? [] : cookie.split('; ').map((one) => [nameIn(one), one]));
  const kept = (): string => [...jar.values()].join('; ');
  const keep = ({ headers }: Answer): void => {
    for (const set of headers['set-cookie'] ?? []) {
      const one = set.split(';')[0] ?? '';
      if (/max-age=0/i.test(set)) jar.delete(nameIn(one));
      else jar.set(nameIn(one), one);
    }
  };
  let language = 'en-GB,en;q=0.9';
  const get = async (path: string): Promise<Answer> => {
    const headers = { cookie: kept(), 'accept-language': language };
    const answer = await raw(url, path, { headers });
    keep(answer);
    return answer;
  };
  return {
    get,
    async submit(path, fields) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      const answer = await raw(url, path, {
        method: 'POST',
        headers: {
          cookie: kept(),
          origin: url,
          'content-type': 'application/x-www-form-urlencoded',
          'accept-language': language,
          'x-zone': 'Europe/Berlin',
        },
        body: body.toString(),
      });
      keep(answer);
      return answer;
    },
    sees: async () => messagesIn((await get('/')).body),
    cookie: kept,
    speak: (wanted) => {
      language = wanted;
    },
  };
}

/** `name=value` → `name`. */
function nameIn(cookie: string): string {
  return cookie.slice(0, cookie.indexOf('='));
}

/** The messages of a page or of an event. */
export function messagesIn(html: string): readonly Seen[] {
  return elementsOf(html)
    .filter((element) => element.tag === 'article')
    .map((article) => {
      const source = sourceOf(html, article);
      const buttons = elementsOf(source)
        .filter(({ tag, attributes }) => attributes['data-code'] !== undefined && tag === 'button')
        .map((button) => ({
          name: button.attributes['aria-label'] ?? textOf(sourceOf(source, button)),
          code: button.attributes['data-code'] ?? null,
        }));
      return {
        message: (article.attributes['id'] ?? '').replace(/^m-/, ''),
        text: textOf(source),
        private: (article.attributes['class'] ?? '').split(' ').includes('private'),
        buttons,
      };
    });
}
