import { statSync } from 'node:fs';
import type { CommitGuard } from '../transaction/group-commit.ts';
import { StoreError } from '../../ports/errors.ts';

/**
 * Detects that the open database file was moved, replaced or deleted. SQLite would go on writing into a file without a
 * name, and a restart would lose everything that was confirmed since.
 */
export function guardFile(file: string, name: string, onLost: (why: string) => void): CommitGuard {
  if (file === ':memory:') return { check: () => {} };
  const wal = `${file}-wal`;
  const opened = identityOf(file);
  /** Null until SQLite has created the file. */
  let openedWal = identityOf(wal);
  let lost: StoreError | null = null;
  return {
    check() {
      if (lost === null) {
        const nowWal = identityOf(wal);
        openedWal ??= nowWal;
        if (identityOf(file) === opened && nowWal === openedWal) return;
        const why = `database ${name} was moved, replaced or deleted while Deckhand ran, so nothing more is saved: put the file back, or restore a backup (deckhand db restore FILE), and start again`;
        lost = new StoreError('lost', `database ${name} is gone, so nothing was saved`);
        onLost(why);
      }
      throw lost;
    },
  };
}

/** Device and inode, which a rename keeps and a new file changes; null if there is no file. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
