import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfigFile } from '../packages/gateway-core/src/config/read-config-file.js';
import { clientSetups } from '../packages/mcp-server/src/clients/how-to-add.js';
import { readTree } from './house/read-tree.mjs';

const root = path.resolve(import.meta.dirname, '..');
const tree: { readonly paths: readonly string[]; read(file: string): string } = readTree(root);
const documents = tree.paths.filter((file) => file.endsWith('.md') && !/(^|\/)(fixtures|recordings)\//.test(file));
const sources = tree.paths.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
const configuration = tree.read('docs/configuration.md');

const VARIABLE = /\b(?:LLM_GATEWAY_[A-Z_]*[A-Z]|SYNC_DEADLINE_MS|SESSION_TTL|APPROVAL_LOG_PROMPTS)\b/g;

test('every variable of the gateway is documented, and every documented one is read', () => {
  const used = new Set(sources.flatMap((file) => tree.read(file).match(VARIABLE) ?? []));
  const documented = new Set(configuration.match(VARIABLE));
  expect([...documented].toSorted()).toEqual([...used].toSorted());
});

test('every key of the configuration file is documented, and the example is one that the gateway reads', () => {
  const source = tree.read('packages/gateway-core/src/config/read-config-file.ts');
  const schema = /const configFile = z\.strictObject\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  const keys = [...schema.matchAll(/^ {2}(\$?\w+):/gm)].map(([, key]) => key);
  const table = configuration.slice(configuration.indexOf('## The configuration file'));
  const documented = [...table.matchAll(/^\| `(\$?\w+)` +\|/gm)].map(([, key]) => key);
  expect(documented.toSorted()).toEqual(keys.toSorted());

  const [example] = jsonBlocks('docs/configuration.md');
  const folder = mkdtempSync(path.join(tmpdir(), 'llm-gateway-documentation-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'config.json'), example ?? '');
  const read = Object.keys(readConfigFile(path.join(folder, 'config.json')));
  expect(['$schema', ...read].toSorted()).toEqual(keys.toSorted());
});

test.each(documents)('%s: JSON can be parsed', (file) => {
  for (const block of jsonBlocks(file)) expect(() => JSON.parse(block) as unknown, block).not.toThrow();
});

test.each(documents)('%s: what it links to is there', (file) => {
  const links = [...withoutCode(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target ?? '');
  const broken = links
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => path.posix.join(path.posix.dirname(file), target))
    .filter((target) => !tree.paths.some((known) => known === target || known.startsWith(`${target}/`)));
  expect(broken).toEqual([]);
});

test.each(documents)('%s: the source files that it names are there', (file) => {
  const named = [...tree.read(file).matchAll(/`([\w*.-]+(?:\/[\w*.-]+)+\.(?:ts|mjs))`/g)].map(([, name]) => name ?? '');
  const missing = named.filter((name) => {
    const pattern = new RegExp(`(^|/)${name.replaceAll('.', String.raw`\.`).replaceAll('*', '[^/]+')}$`);
    return !tree.paths.some((known) => pattern.test(known));
  });
  expect(missing).toEqual([]);
});

test('documents that the code refers to are there', () => {
  const named = sources.flatMap((file) => tree.read(file).match(/\bdocs\/[\w/-]+\.md\b/g) ?? []);
  expect(named.filter((file) => !tree.paths.includes(file))).toEqual([]);
});

test('the README says how to add the server in the words of `llm-gateway clients`', () => {
  const readme = tree.read('README.md');
  const blocks = jsonBlocks('README.md').map(compact);
  const setups = clientSetups(['npx', '-y', '@llm-gateway/mcp-server']);
  const shown = setups
    .filter(({ snippet }) => (snippet.startsWith('{') ? blocks.includes(compact(snippet)) : readme.includes(snippet)))
    .map(({ id }) => id);
  expect(shown).toEqual(expect.arrayContaining(['claude-code', 'codex', 'gemini', 'grok', 'cursor', 'vscode']));
});

test('every command that a document shows is one that the program has', () => {
  const program = tree.read('packages/mcp-server/src/commands/program.ts');
  const commands = [...program.matchAll(/^ {2}(?:const \w+ = )?program\s*\.command\('(\w+)/gm)].map(([, name]) => name);
  const shown = documents.flatMap((file) =>
    [...tree.read(file).matchAll(/(?:^|`|\| )(?:npx -y @llm-gateway\/mcp-server|llm-gateway) ([a-z]\w+)/gm)].map(
      ([, name]) => name,
    ),
  );
  expect(commands).toContain('ask');
  expect([...new Set(shown)].filter((name) => !commands.includes(name))).toEqual([]);
});

function jsonBlocks(file: string): readonly string[] {
  return [...tree.read(file).matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '');
}

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

function withoutCode(file: string): string {
  return tree
    .read(file)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
}
