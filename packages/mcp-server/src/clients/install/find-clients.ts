import { existsSync } from 'node:fs';
import path from 'node:path';
import { INSTALLABLE_CLIENTS, type InstallableClient, type Places } from './installable-clients.js';

/** The clients that have been used on this machine, or whose command is on PATH. */
export function findClients(places: Places): readonly InstallableClient[] {
  return INSTALLABLE_CLIENTS.filter(
    ({ file, folder, commands }) =>
      existsSync(file(places)) || existsSync(folder(places)) || commands.some((name) => isOnPath(name, places)),
  );
}

function isOnPath(name: string, { environment, platform }: Places): boolean {
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const endings = platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return folders.some((folder) => endings.some((ending) => existsSync(path.join(folder, name + ending))));
}
