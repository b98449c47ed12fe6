import type { Localized } from '../../../domain/language.ts';
import { PostError } from '../../../ports/errors.ts';
import type { Workspace } from './workspace.ts';

/** The envelope of a delivery: the workspace, and the organization whose installation serves it; null for its own. */
export interface Source {
  readonly workspace: string;
  readonly organization: string | null;
}

/** Slack says that the app was removed, or that its bot token was revoked. */
export interface Removal extends Source {
  /** Member ids of the bots whose tokens were revoked; null if all were. */
  readonly bots: readonly string[] | null;
  /** Epoch ms; null if Slack did not say. */
  readonly at: number | null;
}

/** An organization gave the app access to workspaces, or took it away. */
export interface AccessChange {
  readonly organization: string;
  readonly workspaces: readonly string[];
  readonly isGranted: boolean;
  /** Epoch ms; null if Slack did not say. */
  readonly at: number | null;
}

/** The workspaces that the app is installed in. */
export interface Workspaces {
  /** A workspace whose installation is at hand; null for any other. A click does not wait for more. */
  loaded(id: string): Workspace | null;
  /** Rejects with PostError if there is no installation, or none that can be used now. */
  open(id: string): Promise<Workspace>;
  /** Loads the installation of a delivery; null if it is loaded. Never rejects. */
  prepare(source: Source): Promise<void> | null;
  /** Whether the app is gone from that workspace for good; where installations are stored, erases this one. */
  remove(removal: Removal): Promise<void>;
  changeAccess(change: AccessChange): Promise<void>;
}

const NOT_INSTALLED: Localized = {
  en: 'Install the app in that workspace, or remove its schedules.',
  de: 'Installiere die App in jenem Workspace, oder entferne seine Zeitpläne.',
};

/** The one workspace that the token in the settings belongs to. */
export function oneWorkspace(
  workspace: () => Workspace | null,
  remove: (removal: Removal) => Promise<void>,
): Workspaces {
  const loaded = (id: string): Workspace | null => {
    const own = workspace();
    return own?.id === id ? own : null;
  };
  return {
    loaded,
    open(id) {
      const own = loaded(id);
      if (own !== null) return Promise.resolve(own);
      const details = { failure: 'refused', code: 'no_token', gone: true } as const;
      return Promise.reject(new PostError({ ...details, advice: NOT_INSTALLED }));
    },
    prepare: () => null,
    remove,
    // Organizations install by OAuth.
    changeAccess: () => Promise.resolve(),
  };
}
