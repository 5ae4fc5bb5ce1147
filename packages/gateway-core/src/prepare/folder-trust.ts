import { realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether a folder is one, or lies below one, that the user trusts by configuration. Links are followed first. */
export function folderTrust(cwd: string, trustedFolders: readonly string[]): 'trusted' | 'untrusted' {
  const place = real(cwd);
  const isInside = trustedFolders.filter(path.isAbsolute).some((folder) => {
    const relative = path.relative(real(folder), place);
    return relative === '' || (relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative));
  });
  return isInside ? 'trusted' : 'untrusted';
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder); // Not there: then nothing lies below it either.
  }
}
