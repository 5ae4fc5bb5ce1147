import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import type { Gateway, Provider, ProviderFactory } from '@llm-gateway/core';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { createServer } from '../create-server.js';

/** Of o200k, over this very list with 24 tools: 24,097 characters were 5,805 tokens. */
const CHARACTERS_PER_TOKEN = 4.1;

test('the tools of all first-party providers cost a caller 6,000 tokens at most', async () => {
  const gateway = {
    providers: await firstPartyProviders(),
    maxPermission: 'full',
  } as Partial<Gateway> as Gateway;
  expect(gateway.providers.length).toBeGreaterThan(0);
  const [here, there] = InMemoryTransport.createLinkedPair();
  await createServer({ gateway, settings: {}, version: '1.0.0' }).connect(here);
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(there);
  const { tools } = await client.listTools();
  expect(JSON.stringify(tools).length / CHARACTERS_PER_TOKEN).toBeLessThan(6_000);
  await client.close();
});

async function firstPartyProviders(): Promise<readonly Provider[]> {
  const packages = path.resolve(import.meta.dirname, '../../..');
  const folders = readdirSync(packages).filter((name) => name.startsWith('provider-'));
  return Promise.all(
    folders.map(async (name) => {
      const module = pathToFileURL(path.join(packages, name, 'src', 'index.ts')).href;
      // The default export of a provider package is its factory.
      const { default: create } = (await import(module)) as { default: ProviderFactory };
      return create();
    }),
  );
}
