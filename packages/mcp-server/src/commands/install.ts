import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { GatewayError } from '@llm-gateway/core';
import { findClients } from '../clients/install/find-clients.js';
import { INSTALLABLE_CLIENTS, type InstallableClient, type Places } from '../clients/install/installable-clients.js';
import { planInstallation, type Installation } from '../clients/install/plan-installation.js';
import { writeConfig } from '../clients/install/write-config.js';
import { changedLines } from './changed-lines.js';
import { startCommand } from './start-command.js';
import type { Terminal } from './terminal.js';

export interface InstallOptions {
  readonly terminal: Terminal;
  readonly manifest: URL;
  /** Ids of clients. None: those that are on this machine. */
  readonly names: readonly string[];
  readonly uninstall?: boolean;
  /** Show what would be written, and write nothing. */
  readonly print?: boolean;
}

/** `llm-gateway install`: adds the server to MCP clients by their own files, or takes it out again. */
export function install({ terminal, manifest, names, uninstall = false, print = false }: InstallOptions): number {
  const environment = process.env;
  const home = environment['HOME'] || environment['USERPROFILE'] || homedir();
  const places: Places = { home, platform: process.platform, environment };
  const clients = names.length > 0 ? names.map(clientNamed) : findClients(places);
  if (clients.length === 0) {
    terminal.say('No MCP client was found on this machine.');
    terminal.say(
      `Name one: ${INSTALLABLE_CLIENTS.map(({ id }) => id).join(', ')}. For others: llm-gateway clients other`,
    );
    return 1;
  }
  const start = startCommand(fileURLToPath(manifest));
  const plans = clients.map((client) => planInstallation(client, { places, start, isRemoval: uninstall }));
  const width = Math.max(...clients.map(({ title }) => title.length));
  const outcomes = plans.map((plan) => carryOut(plan, { terminal, print, width }));
  if (!uninstall && !print) sayWhatComesNext(plans, terminal);
  return outcomes.every(Boolean) ? 0 : 1;
}

function clientNamed(name: string): InstallableClient {
  const client = INSTALLABLE_CLIENTS.find(({ id }) => id === name);
  if (client !== undefined) return client;
  throw new GatewayError('invalid_request', `"${name}" is no client that the server can be added to.`, {
    hint: `Known: ${INSTALLABLE_CLIENTS.map(({ id }) => id).join(', ')}. For others: llm-gateway clients other`,
  });
}

interface Means {
  readonly terminal: Terminal;
  readonly print: boolean;
  /** Of the longest title. */
  readonly width: number;
}

/** False when the file had to be left as it is. */
function carryOut({ client, file, before, edit }: Installation, { terminal, print, width }: Means): boolean {
  const { style } = terminal;
  const line = (mark: string, text: string): void => terminal.print(`${mark} ${client.title.padEnd(width)}  ${text}\n`);
  const detail = (text: string): void => terminal.print(`    ${style('dim', text)}\n`);
  switch (edit.change) {
    case 'refused':
      line(style('red', '✗'), `left as it is: ${file} ${edit.reason}`);
      detail(`by hand: llm-gateway clients ${client.id}`);
      return false;
    case 'unchanged':
      line(style('dim', '-'), `it is there already: ${file}`);
      return true;
    case 'absent':
      line(style('dim', '-'), `it was not there: ${file}`);
      return true;
    default:
  }
  if (print) {
    line(style('cyan', '○'), `would change ${file}`);
    for (const changed of changedLines(before, edit.text)) {
      terminal.print(`    ${style(changed.startsWith('+') ? 'green' : 'red', changed)}\n`);
    }
    return true;
  }
  return write({ line, detail, style }, { file, text: edit.text, change: edit.change });
}

interface Writing {
  readonly line: (mark: string, text: string) => void;
  readonly detail: (text: string) => void;
  readonly style: Terminal['style'];
}

function write(
  { line, detail, style }: Writing,
  { file, text, change }: { readonly file: string; readonly text: string; readonly change: string },
): boolean {
  try {
    const backup = writeConfig(file, text);
    line(style('green', '✓'), `${change}: ${file}`);
    if (backup !== undefined) detail(`before: ${backup}`);
    return true;
  } catch (error) {
    line(style('red', '✗'), `left as it is: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

function sayWhatComesNext(plans: readonly Installation[], { say, styleError }: Terminal): void {
  const added = plans.filter(({ edit }) => edit.change === 'added');
  if (added.length === 0) return;
  const hints = added.flatMap(({ client }) => (client.headless === undefined ? [] : [client.headless]));
  say('');
  say('Restart what is running. In a terminal each client asks before it calls a tool that can write.');
  if (hints.length === 0) return;
  say('For runs without a person:');
  for (const hint of hints) say(styleError('dim', `  ${hint}`));
}
