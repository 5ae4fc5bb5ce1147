import {
  copyFileSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Replaces a client's file in one step and returns where what it held before is kept. A new file is the user's alone. */
export function writeConfig(file: string, text: string): string | undefined {
  const isThere = existsSync(file);
  // Where somebody keeps such files elsewhere and links to them, the link stays.
  const target = isThere ? realpathSync(file) : file;
  const mode = isThere ? statSync(target).mode & 0o777 : 0o600;
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
  const backup = isThere ? `${file}.backup-${new Date().toISOString().replaceAll(':', '-')}` : undefined;
  if (backup !== undefined) copyFileSync(target, backup);
  const draft = `${target}.llm-gateway-${process.pid}`;
  try {
    writeFileSync(draft, text, { mode });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return backup;
}
