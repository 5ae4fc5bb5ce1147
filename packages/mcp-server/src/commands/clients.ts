import { fileURLToPath } from 'node:url';
import { GatewayError } from '@llm-gateway/core';
import { clientSetups, type ClientSetup } from '../clients/how-to-add.js';
import { startCommand } from './start-command.js';
import type { Terminal } from './terminal.js';

export interface ClientsOptions {
  readonly terminal: Terminal;
  readonly manifest: URL;
  readonly name?: string;
}

/** `llm-gateway clients`: how to add the server to each MCP client, or to the one that is named. */
export function showClients({ terminal, manifest, name }: ClientsOptions): number {
  const setups = clientSetups(startCommand(fileURLToPath(manifest)));
  const shown = name === undefined ? setups : setups.filter(({ id }) => id === name);
  if (shown.length === 0) {
    throw new GatewayError('invalid_request', `There are no instructions for "${name}".`, {
      hint: `Known clients: ${setups.map(({ id }) => id).join(', ')}.`,
    });
  }
  terminal.print(shown.map((setup) => describeSetup(setup, terminal)).join('\n'));
  return 0;
}

function describeSetup({ id, title, where, snippet }: ClientSetup, { style }: Pick<Terminal, 'style'>): string {
  const indented = snippet.replaceAll(/^/gm, '    ');
  return `${style('bold', title)} ${style('dim', `(${id})`)}\n  ${where}:\n${indented}\n`;
}
