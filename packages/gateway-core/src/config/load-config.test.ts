import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadConfig } from './load-config.js';

const home = mkdtempSync(path.join(tmpdir(), 'llm-gateway-'));
afterAll(() => rmSync(home, { recursive: true }));

function configOf(file: unknown, environment: Record<string, string> = {}) {
  const place = path.join(mkdtempSync(path.join(home, 'case-')), 'config.json');
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, typeof file === 'string' ? file : JSON.stringify(file));
  return loadConfig({ HOME: home, ...environment }, place);
}

test('without anything set, everything has a value', () => {
  const config = loadConfig({ HOME: '/home/user' });
  expect({ ...config }).toMatchInlineSnapshot(`
    {
      "approvalPolicy": "balanced",
      "configFile": "/home/user/.llm-cli-gateway/config.json",
      "databasePath": "/home/user/.llm-cli-gateway/logs.db",
      "dedupWindowMs": 3600000,
      "disabledProviders": [],
      "executables": {},
      "home": "/home/user/.llm-cli-gateway",
      "idleTimeoutMs": 600000,
      "jobRetentionMs": 2592000000,
      "logApprovalPrompts": false,
      "maxDepth": 3,
      "maxPermission": "full",
      "maxQueued": 256,
      "maxRunning": 16,
      "maxRunningPerProvider": 8,
      "mcpServerWeights": {},
      "mcpServers": {},
      "onlyProviders": undefined,
      "outputCapBytes": 52428800,
      "providers": [],
      "recordPrompts": "redacted",
      "retries": 2,
      "retryDelayMs": 1000,
      "sessionTtlMs": 2592000000,
      "timeoutMs": 7200000,
      "trustedFolders": [],
    }
  `);
});

test('the environment wins over the file', () => {
  expect(configOf({ maxPermission: 'full' }, { LLM_GATEWAY_MAX_PERMISSION: 'edit' }).maxPermission).toBe('edit');
});

test.each(['none', ''])('LLM_GATEWAY_LOGS_DB="%s" turns recording off', (value) => {
  expect(loadConfig({ HOME: home, LLM_GATEWAY_LOGS_DB: value }).databasePath).toBeUndefined();
});

test.each<[unknown, string]>([
  ['{ not json', 'is not JSON'],
  [{ provider: [] }, 'Unrecognized key: "provider"'],
  [{ providers: [{ name: 'x' }] }, 'is wrong at "providers.0'],
  [{ mcpServers: { a: {} } }, 'is wrong at "mcpServers.a"'],
])('a wrong file (%j) is named with the place of the fault', (file, message) => {
  expect(() => configOf(file)).toThrow(message);
});

test.each([
  ['LLM_GATEWAY_TIMEOUT_MS', 'soon', 'LLM_GATEWAY_TIMEOUT_MS is "soon", but must be a whole number from 1000.'],
  ['LLM_GATEWAY_MAX_RUNNING', '0', 'LLM_GATEWAY_MAX_RUNNING is "0", but must be a whole number from 1.'],
  ['LLM_GATEWAY_MAX_PERMISSION', 'root', 'LLM_GATEWAY_MAX_PERMISSION is "root", but must be read-only, edit or full.'],
  ['LLM_GATEWAY_MAX_DEPTH', '0', 'LLM_GATEWAY_MAX_DEPTH is "0", but must be a whole number from 1.'],
  [
    'LLM_GATEWAY_APPROVAL_POLICY',
    'lax',
    'LLM_GATEWAY_APPROVAL_POLICY is "lax", but must be strict, balanced or permissive.',
  ],
])('%s=%s is refused by name', (name, value, message) => {
  expect(() => loadConfig({ HOME: home, [name]: value })).toThrow(message);
});
