import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGateway, redact, type Gateway } from '@llm-gateway/core';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createServer } from './create-server.js';
import { endWithClient } from './end-with-client.js';
import { readSettings } from './read-settings.js';
import { readVersion } from './read-version.js';
import { asGatewayError, withHint } from './replies/failure-reply.js';

export interface ServeOptions {
  /** The real stdout, which carries the protocol and nothing else. */
  readonly stdout: Writable;
  /** The `package.json` whose dependencies hold providers. */
  readonly manifest: URL;
}

/** Serves MCP on stdio until the client goes. */
export async function serve({ stdout, manifest }: ServeOptions): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const gateway = await createGateway({ hostManifest: fileURLToPath(manifest) });
    reportFailures(gateway);
    endWithClient({ stdout, close: () => gateway.close() });
    const version = readVersion(manifest);
    serveStdio(() => createServer({ gateway, settings, version }), {
      transport: new StdioServerTransport(process.stdin, stdout),
      onerror: ({ message }) => log(message),
    });
  } catch (error) {
    const { message, hint } = asGatewayError(error);
    log(withHint(message, hint));
    process.exitCode = 1;
  }
}

/** One broken provider is a line for whoever reads the client's log, not a dead server. */
function reportFailures({ failures }: Gateway): void {
  for (const { error } of failures) log(withHint(error.message, error.hint));
}

function log(line: string): void {
  process.stderr.write(`llm-gateway: ${redact(line)}\n`);
}
