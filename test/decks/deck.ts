/** A small deck as YAML that breaks no rule, to break one line at a time. */
export const SOUND = `deck: http
title: HTTP for services
tips:
  - Ask what happens when a message arrives twice.
questions:
  - id: retries
    ask: A payment call times out. How may the client send it again safely?
    options:
      - id: repeat
        text: Send it again at once; the bank filters twins by amount
        why: Two honest payments may have the same amount, so a filter by amount loses one of them.
        kind: wrong
      - id: token
        text: Send it again with the same idempotency token
        key: true
        why: The token lets the receiver see that it has done this work before, and answer as it did.
      - id: wait
        text: Wait for the nightly report and compare the sums by hand
        why: The customer stands at the till now, and a report tomorrow helps neither of them.
        kind: near
    explain: A token chosen by the client names the work, so doing it twice has one effect.
    points:
      - The client chooses the token before it first sends.
    tags: [http]
    level: 2
    sources:
      - title: RFC 9110, section 9.2.2
        url: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
    reviewed: 2026-11-01
`;

export const TODAY = '2026-11-24';

/** The sound deck with one text replaced by another. */
export function changed(from: string, to: string): string {
  if (!SOUND.includes(from)) throw new Error(`the sound deck has no “${from}”`);
  return SOUND.replace(from, () => to);
}
