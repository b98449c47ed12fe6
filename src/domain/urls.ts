/** An URL to be printed: everything up to the last @ may be a user and a password, and a query may hold one too. */
export function withoutUserInfo(value: string): string {
  const scheme = /^[a-z][\w+.-]*:\/\//i.exec(value)?.[0] ?? '';
  if (scheme !== '' && !URL.canParse(value)) return `${scheme}…`;
  return value.replace(/^([a-z][\w+.-]*:\/\/)?[\s\S]*@/i, '$1…@').replace(/[?#][\s\S]*$/, '?…');
}

/** @param value an URL that can be parsed */
export function hasUserInfo(value: string): boolean {
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
}

export function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** The address of a server on that host; one of IPv6 stands in brackets. */
export function httpAddress(host: string, port: number): string {
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

/** Whether an address is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}
