// Runs dist/start.js: `deckhand start` as one script. V8 takes what it has compiled of it while the program was built
// (scripts/compile-start.js, docs/decisions/0033-bundled-program.md).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

const FILE = fileURLToPath(new URL('../dist/start.js', import.meta.url));

/**
 * Where the compiled code of these bytes is kept, for this Node: V8 compares nothing of a script but its length.
 * @param {Uint8Array} source
 */
function compiledFile(source) {
  const name = `${crc32(source).toString(16)}-${process.version}-${process.arch}`;
  return path.join(path.dirname(FILE), 'compiled', name);
}

/**
 * What was kept, followed by its sum: V8 does not notice a changed byte, and may end the process by it.
 * @param {string} file
 * @returns {Buffer | undefined} undefined where it is not there or not whole
 */
function readCompiled(file) {
  let kept;
  try {
    kept = readFileSync(file);
  } catch {
    return undefined;
  }
  const sumAt = kept.length - 4;
  if (sumAt < 0) return undefined;
  const code = kept.subarray(0, sumAt);
  return crc32(code) === kept.readUInt32LE(sumAt) ? code : undefined;
}

/** The script, and what V8 has compiled of it. */
export function readStart() {
  const source = readFileSync(FILE);
  const compiledAt = compiledFile(source);
  return { source, compiledAt, compiled: readCompiled(compiledAt) };
}

/**
 * Starts the bot.
 * @returns the script, for the build, and what resolves when the bot is ready or has said why it is not
 */
export function runStart() {
  const { source, compiledAt, compiled } = readStart();
  // Only ASCII, so that V8 keeps a byte a character. It refuses code of other flags or of another V8.
  const script = new Script(source.latin1Slice(), { filename: FILE, cachedData: compiled });
  /** @type {{ exports: { started?: Promise<void> } }} */
  const module = { exports: {} };
  const run = script.runInThisContext();
  run(module.exports, createRequire(FILE), module, FILE, path.dirname(FILE));
  return { started: module.exports.started, script, compiledAt };
}
