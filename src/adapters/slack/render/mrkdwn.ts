import { writtenMoment } from '../../../domain/text.ts';
import type { Moment, Run } from '../../../domain/text.ts';

/** The three characters that Slack reads as control characters, as entities (formatting message text, escaping). */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as Slack sends it in slash commands, with the three entities read back. Mentions stay as `<@U…>`. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * Whether mrkdwn shows this text letter by letter once it is escaped: nothing in it styles, quotes or becomes an
 * emoji or a link. Slack has no way to escape these, so text that holds one goes another way.
 */
export function isPlainInMrkdwn(text: string): boolean {
  return !/[*_~`\n•@#]|:[^\s:]+:|:\/\/|^\s*>/.test(text);
}

export function dateFormat(moment: Moment): string {
  switch (moment.show) {
    case 'time':
      return '{time}';
    case 'date':
      return '{date_short_pretty}';
    case 'datetime':
      return '{date_short_pretty} at {time}';
    default:
      return moment.show satisfies never;
  }
}

/** Seconds, as Slack counts. */
export function timestamp(moment: Moment): number {
  return Math.floor(moment.at / 1000);
}

/** A moment that every reader sees in their own zone; at most 80 characters. */
export function mrkdwnMoment(moment: Moment): string {
  return `<!date^${timestamp(moment)}^${dateFormat(moment)}|${escapeText(writtenMoment(moment))}>`;
}

export function mrkdwnLink(run: Run & { readonly link: string }): string {
  return `<${linkUrl(run.link)}|${escapeText(run.text).replaceAll('|', '¦')}>`;
}

/** An address that cannot end its own brackets. */
export function linkUrl(url: string): string {
  return url.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
}
