import type { ReplyTarget, ViewSeen } from '../outbound/reply-target.ts';
import type { AccessChange } from '../outbound/workspaces.ts';
import type { WorkspaceEvent, Interaction } from '../../../ports/bot.ts';
import type { Actor, Place } from '../../../ports/identity.ts';

/** The meaning of one delivery. `id` is the same for every delivery of one gesture. */
export type Delivery = Meaning & {
  /** The organization whose installation hears it, `slack:<enterprise id>`; left out for a workspace's own. */
  readonly organization?: string;
};

type Meaning =
  | (ReplyTarget & { readonly kind: 'command' | 'press'; readonly id: string })
  | {
      readonly kind: 'form';
      readonly id: string;
      readonly interaction: Interaction;
      /** Names of the form's fields: a refusal can be shown beside them. */
      readonly fields: readonly string[];
      readonly view: ViewSeen;
    }
  | { readonly kind: 'home'; readonly id: string; readonly interaction: Interaction }
  | {
      readonly kind: 'workspace-event';
      readonly id: string;
      readonly event: WorkspaceEvent;
      /** When it happened, epoch ms; null if Slack did not say. */
      readonly at: number | null;
      /** Of a revoked token: the bots that it belonged to. */
      readonly bots?: readonly string[];
    }
  /** An organization gave the app access to workspaces, or took it away. */
  | ({ readonly kind: 'access'; readonly id: string } & AccessChange)
  /** A member or the bot joined a channel. */
  | {
      readonly kind: 'joined';
      readonly id: string;
      readonly place: Place;
      readonly member: string;
      readonly inviter: string | null;
    }
  /** Slack checks the address that was entered in the app's settings. */
  | { readonly kind: 'challenge'; readonly challenge: string }
  /** Acknowledged without further effect; `name` is Slack's own, for what the log should show. */
  | { readonly kind: 'ignored'; readonly why: string; readonly name?: string };

export function placeOf(team: string, channel: string): Place {
  return { platform: 'slack', workspace: `slack:${team}`, channel };
}

/** `manages` is looked up only when it is needed: a click must not wait for it. */
export function actorOf(id: string, name: string): Actor {
  return { id, name, manages: null, locale: null, zone: null };
}

/** Slack's name of something, short enough for a log line. */
export function nameFor(type: string): string {
  return type.slice(0, 60);
}
