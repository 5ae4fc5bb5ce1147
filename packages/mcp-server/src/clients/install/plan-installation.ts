import { readFileSync } from 'node:fs';
import { addToJson, removeFromJson } from './edit-json.js';
import { addToToml, removeFromToml } from './edit-toml.js';
import type { InstallableClient, Places } from './installable-clients.js';
import { UneditableFile, type ConfigEdit, type ServerEntry } from './server-entry.js';

/** What is to happen to one client's file. Nothing is written by planning it. */
export interface Installation {
  readonly client: InstallableClient;
  readonly file: string;
  /** What the file holds now; empty when there is none. */
  readonly before: string;
  readonly edit: ConfigEdit | { readonly change: 'refused'; readonly reason: string };
}

export interface InstallationOptions {
  readonly places: Places;
  /** The command that starts the server. */
  readonly start: readonly [string, ...string[]];
  readonly isRemoval: boolean;
}

export function planInstallation(client: InstallableClient, options: InstallationOptions): Installation {
  const { servers, extras, format } = client;
  const [command, ...args] = options.start;
  const entry: ServerEntry = { servers, command, args, extras };
  const file = client.file(options.places);
  let before = '';
  try {
    before = readText(file);
    const [add, remove] = format === 'json' ? [addToJson, removeFromJson] : [addToToml, removeFromToml];
    const apply = options.isRemoval ? remove : add;
    const edit = apply(before, entry);
    // Read again before anybody writes it: a second time has to find its work done.
    const isDone = apply(edit.text, entry).change === (options.isRemoval ? 'absent' : 'unchanged');
    if (!isDone) throw new UneditableFile('would not be read again as it should');
    return { client, file, before, edit };
  } catch (error) {
    if (!(error instanceof UneditableFile)) throw error;
    return { client, file, before, edit: { change: 'refused', reason: error.message } };
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new UneditableFile(`cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}
