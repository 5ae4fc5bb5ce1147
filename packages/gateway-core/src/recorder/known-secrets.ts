import type { McpServerDefinition } from '../provider.js';

/** Shorter ones would be found in ordinary words. */
const MIN_LENGTH = 8;
const SECRET_NAME = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|AUTHORIZATION|COOKIE)$/i;
/** Names that only point to a secret, or say something about one. */
const HARMLESS_VALUE = /^(\/|~|\.{0,2}\/|true$|false$|\d+$)/;

const known = new Set<string>();

/**
 * Keeps in mind what is secret though it does not look it: values of variables and headers whose names say so. For the
 * whole process, because every place that writes has to know them.
 */
export function rememberSecrets(
  environment: Readonly<Record<string, string | undefined>>,
  mcpServers: Readonly<Record<string, McpServerDefinition>>,
): void {
  remember(environment);
  for (const server of Object.values(mcpServers)) remember('url' in server ? server.headers : server.env);
}

/** Longest first, so that one inside another leaves nothing over. */
export function knownSecrets(): readonly string[] {
  return [...known].toSorted((one, other) => other.length - one.length);
}

function remember(values: Readonly<Record<string, string | undefined>> = {}): void {
  for (const [name, value = ''] of Object.entries(values)) {
    const bare = value.trim();
    if (bare.length >= MIN_LENGTH && SECRET_NAME.test(name) && !HARMLESS_VALUE.test(bare)) known.add(bare);
  }
}
