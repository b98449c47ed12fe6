import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

/** Makes folders that are removed when the test is over. Call it once in a file, at its top. */
export function temporaryFolders(): (start: string) => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return (start) => {
    const folder = mkdtempSync(path.join(tmpdir(), start));
    folders.push(folder);
    return folder;
  };
}
