import { serveStudio } from '../../src/studio/index.ts';
import type { StudioParts } from '../../src/studio/parts.ts';
import type { Place } from '../../src/ports/identity.ts';
import { openHttp } from '../../src/system/http.ts';
import { openBrowser, type Browser } from '../adapters/web/browser.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { Stage } from '../stories/stage.ts';
import { openWorld, type World } from '../stories/world.ts';

export const SLACK: Place = { platform: 'slack', workspace: 'slack:T1', channel: 'C1' };
export const OTHER: Place = { platform: 'slack', workspace: 'slack:T2', channel: 'C9' };

/** The real studio over HTTP, in the world of the stories. */
export interface TestStudio {
  readonly world: World;
  readonly parts: StudioParts;
  readonly url: string;
  /** Who the platform counts as managing; tests take them out again. */
  readonly managers: Set<string>;
  /** A browser that came by a fresh link. */
  signedIn(member: string, place?: Place): Promise<Browser>;
  /** A link and its code, as a manager was given them in the chat: the fields of the form behind it. */
  linkFor(member: string, place?: Place): Promise<{ readonly link: string; readonly code: string }>;
  close(): Promise<void>;
}

/** A platform whose managers come and go. */
class ManagedStage extends Stage {
  constructor(private readonly known: ReadonlySet<string>) {
    super('slack');
  }

  override async manages(_place: Place, member: string): Promise<boolean> {
    return this.known.has(member);
  }
}

export async function openTestStudio(): Promise<TestStudio> {
  const managers = new Set(['boss', 'mira']);
  const world = await openWorld({
    decks: decksOf(deckOf('folder-deck', [question('q1'), question('q2'), question('q3')])),
    stage: new ManagedStage(managers),
  });
  Object.assign(world.app, { studioOrigin: () => 'https://quiz.example.com' });
  const parts: StudioParts = { app: world.app, bot: world.bot, chatMember: null };
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
  http.mount(
    '/studio/*',
    serveStudio({ host: '127.0.0.1', publicOrigin: 'https://quiz.example.com' }, parts),
  );
  const url = `http://127.0.0.1:${await http.listen()}`;
  let links = 0;
  const linkFor: TestStudio['linkFor'] = async (member, place = SLACK) => {
    links += 1;
    const token = `link-${member}-${links}`;
    const now = world.clock.now();
    await world.store.tx(place.workspace, async (tx) => {
      await tx.channels.ensure(
        place.channel,
        place.platform,
        { zone: 'Europe/Berlin', language: 'en', board: 'after-close' },
        now,
      );
      await tx.members.upsert({ id: member, name: `Name of ${member}`, locale: null }, now);
    });
    const code = String(100_000 + links);
    const link = { token, code, expiresAt: now + 600_000 };
    await world.store.studio.addLink(link, { ...place, member }, now);
    return { link: token, code };
  };
  return {
    world,
    parts,
    url,
    managers,
    linkFor,
    async signedIn(member, place = SLACK) {
      const browser = openBrowser(url);
      await browser.submit('/studio/enter', await linkFor(member, place));
      return browser;
    },
    async close() {
      await http.close();
      await world.close();
    },
  };
}

export const YAML = `deck: own
title: Our own deck
style: fact
language: en
questions:
  - id: alpha
    ask: What is alpha?
    options:
      - id: good
        text: The good one
        key: true
        why: It is good for forty characters and more of reasons
      - id: bad
        text: The bad one
        why: It is bad for forty characters and more of reasons
    explain: Good beats bad
    tags: [own]
  - id: beta
    ask: What is beta?
    options:
      - id: good
        text: The good beta
        key: true
        why: It is good for forty characters and more of reasons
      - id: bad
        text: The bad beta
        why: It is bad for forty characters and more of reasons
    explain: Good beats bad
    tags: [own]
`;
