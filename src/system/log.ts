import { pino } from 'pino';
import type { Log, LogFields } from '../ports/system.ts';

export interface LogSettings {
  readonly level: string;
  readonly format: 'pretty' | 'json';
}

/** Tokens of Slack and Discord and passwords in URLs: a second net, since only named fields are logged anyway. */
const SECRETS =
  /(?<=[a-z]:\/\/)[^\s/@]+:[^\s/@]*(?=@)|xox[a-z]-[\w-]+|xapp-[\w-]+|[MNO][\w-]{23,}\.[\w-]{6}\.[\w-]{27,}|(?<=Bot )\S{20,}/g;

export function redact(value: string): string {
  return value.replaceAll(SECRETS, '[secret]');
}

/**
 * A log to standard error: JSON lines for machines, short lines for people. Takes only named fields, and cuts secrets
 * out of every string.
 */
export function openLog(settings: LogSettings): Log {
  const sink =
    settings.format === 'pretty'
      ? { write: writePretty }
      : pino.destination({ dest: 2, sync: true });
  const logger = pino(
    { level: settings.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    sink,
  );
  const clean = (fields: LogFields = {}): LogFields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? redact(value) : value,
      ]),
    );
  return {
    debug: (message, fields) => logger.debug(clean(fields), redact(message)),
    info: (message, fields) => logger.info(clean(fields), redact(message)),
    warn: (message, fields) => logger.warn(clean(fields), redact(message)),
    error: (message, fields) => logger.error(clean(fields), redact(message)),
  };
}

const LEVELS: Readonly<Record<number, string>> = {
  20: 'debug',
  30: '',
  40: 'warning',
  50: 'error',
};

/** One short line: `warning deck api-security kept (file=…)`. */
function writePretty(line: string): void {
  const { level, time: _time, msg, ...fields }: Record<string, unknown> = JSON.parse(line);
  const word = LEVELS[Number(level)] ?? '';
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  const text = [word, String(msg), rest.length > 0 ? `(${rest.join(', ')})` : ''];
  process.stderr.write(`${text.filter((part) => part !== '').join(' ')}\n`);
}
