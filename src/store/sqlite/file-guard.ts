import { statSync } from 'node:fs';
import type { CommitGuard } from '../transaction/group-commit.ts';
import { StoreError } from '../../ports/errors.ts';

/**
 * Notices that the database file was moved, replaced or deleted while it is open: SQLite goes on writing into a file that
 * has no name any more, and whatever it confirms is gone at the restart.
 */
export function guardFile(file: string, name: string, onLost: (why: string) => void): CommitGuard {
  if (file === ':memory:') return { check: () => {} };
  const wal = `${file}-wal`;
  const opened = identityOf(file);
  /** Null until SQLite has made the file. */
  let openedWal = identityOf(wal);
  let lost: StoreError | null = null;
  return {
    check() {
      if (lost === null) {
        const nowWal = identityOf(wal);
        openedWal ??= nowWal;
        if (identityOf(file) === opened && nowWal === openedWal) return;
        const why = `database ${name} was moved, replaced or deleted while Deckhand ran, so nothing more is saved: put the file back, or restore a backup (deckhand db restore FILE), and start again`;
        lost = new StoreError('lost', 'the database file is gone: nothing was saved');
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
