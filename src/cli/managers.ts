import { httpAddress } from '../domain/urls.ts';
import { COMMAND_LINE } from '../app/shared/command-line.ts';
import { environment, readConfig } from '../config.ts';
import { StartError } from '../ports/errors.ts';
import type { WebMember } from '../ports/web-chat.ts';
import type { OpenedStore } from '../store/opened.ts';
import { systemClock } from '../system/clock.ts';
import { systemRandom } from '../system/random.ts';
import { say, withToolStore, type JsonOption } from './database.ts';
import { onlyWorkspace, PLATFORMS } from './only-workspace.ts';

const LOCAL_CHAT = 'web:local';
const LINK_LASTS_MS = 60 * 60_000;

export interface ManagerOptions extends JsonOption {
  readonly workspace?: string;
}

interface ListedManager {
  readonly workspace: string;
  readonly id: string;
  readonly name: string;
}

/** Prints who was made a manager; admins of a Slack workspace or Discord server manage besides. */
export async function listManagers(options: JsonOption): Promise<void> {
  const managers = await withToolStore(async (store) => {
    const found: ListedManager[] = [];
    for (const workspace of await store.workspaces.present(PLATFORMS)) {
      const named = await store.tx(workspace, (tx) => tx.members.managers());
      const local = workspace === LOCAL_CHAT ? await localManagers(store) : [];
      const byId = new Map([...named, ...local].map(({ id, name }) => [id, name]));
      for (const [id, name] of byId) found.push({ workspace, id, name });
    }
    return found;
  });
  const lines = managers.map(({ workspace, id, name }) => `${workspace}  ${id}  ${name}`);
  say(options, { managers }, lines.length === 0 ? 'nobody was made a manager' : lines.join('\n'));
}

export async function addManager(who: string, options: ManagerOptions): Promise<void> {
  await setManager(who, true, options);
}

export async function removeManager(who: string, options: ManagerOptions): Promise<void> {
  await setManager(who, false, options);
}

/** Prints a link that gives a browser the member's place back; without a member, its opener joins as a manager. */
export async function linkMember(who: string | undefined, options: JsonOption): Promise<void> {
  const { web } = readConfig(environment(), false);
  if (web === null)
    throw new StartError('the local chat is off: set WEB_PORT to the port that it has', 78);
  const random = systemRandom();
  const token = `${random.id()}${random.id()}`;
  const expiresAt = systemClock().now() + LINK_LASTS_MS;
  const member = await withToolStore(async (store) => {
    const member = who === undefined ? null : await localMember(store, who);
    await store.webChat.addLink({ token, member: member?.id ?? null, expiresAt });
    return member;
  });
  const url = `${web.publicOrigin ?? httpAddress(web.host, web.port)}/link/${token}`;
  const gives =
    member === null ? 'whoever opens it joins as a manager' : `its browser becomes ${member.name}`;
  say(options, { url, expiresAt, member }, `${url}\n${gives}; it works once, within an hour`);
}

async function setManager(who: string, manager: boolean, options: ManagerOptions): Promise<void> {
  const { name, workspace } = await withToolStore(async (store) => {
    const workspace = options.workspace ?? (await onlyWorkspace(store));
    const local = workspace === LOCAL_CHAT ? await localMember(store, who) : null;
    const id = local?.id ?? who;
    const name = await store.tx(workspace, async (tx) => {
      const now = systemClock().now();
      // A member who has only joined is known to the local chat alone.
      const known = await tx.members.get(id);
      const newcomer = known === null && manager ? local : null;
      const member =
        newcomer === null ? known : await tx.members.upsert({ ...newcomer, locale: null }, now);
      if (member === null) return null;
      await tx.members.setManager(id, manager);
      const what = manager ? 'managers add' : 'managers remove';
      await tx.audit.add({
        id: systemRandom().id(),
        at: now,
        member: COMMAND_LINE,
        what,
        about: id,
      });
      return member.name;
    });
    if (local !== null) await store.webChat.setManager(id, manager);
    const found = local?.name ?? name;
    if (found === null) {
      throw new StartError(
        `there is no member ${who} in ${workspace}: name the member's id, as the platform shows it`,
      );
    }
    return { name: found, workspace };
  });
  const done = manager ? 'is a manager now' : 'is no manager any more';
  say(options, { workspace, member: who, manager }, `${name} ${done} (${workspace})`);
}

/** Names are unique in the local chat, whatever their case; elsewhere two members may have one. */
async function localMember(store: OpenedStore, who: string): Promise<WebMember> {
  const members = await store.webChat.members();
  const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  const found =
    members.find(({ id }) => id === who) ?? members.find(({ name }) => plain(name) === plain(who));
  if (found !== undefined) return found;
  const names = members
    .slice(0, 10)
    .map(({ name }) => name)
    .join(', ');
  throw new StartError(
    `there is no member ${who} in the local chat: there is ${names === '' ? 'nobody yet' : names}`,
  );
}

async function localManagers(store: OpenedStore): Promise<readonly WebMember[]> {
  return (await store.webChat.members()).filter(({ manager }) => manager);
}
