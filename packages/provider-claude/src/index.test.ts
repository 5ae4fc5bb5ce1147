import { readFileSync } from 'node:fs';
import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { buildCommand } from './build-command.js';
import createClaudeProvider, { type ClaudeOptions } from './index.js';

test('every flag stands in the help of the CLI or is known to be hidden', () => {
  const help = readFileSync(new URL('../fixtures/2.1.330-help.txt', import.meta.url), 'utf8');
  const { hiddenFlags = [] } = createClaudeProvider().executable.help ?? {};
  const options: ClaudeOptions = {
    allowedTools: ['Read'],
    disallowedTools: ['WebFetch'],
    appendSystemPrompt: 'Be brief.',
    addDirs: ['/work/project/other'],
    maxTurns: 3,
    maxBudgetUsd: 1,
    outputSchema: {},
    fallbackModel: 'sonnet',
  };
  const input: BuildInput<ClaudeOptions> = {
    executable: 'claude',
    version: '2.1.330',
    prompt: 'Hello.',
    cwd: '/work/project',
    session: { kind: 'fork', nativeId: '57f210e0-0ad3-41cb-8884-c3a83c5a71c1' },
    permission: 'read-only',
    model: 'opus',
    effort: 'low',
    mcpServers: [{ name: 'own' }, { name: 'given', definition: { command: 'server' } }],
    folderTrust: 'untrusted',
    scratchDir: '/tmp/scratch',
    platform: 'linux',
    options,
  };
  const args = [...buildCommand(input).args, ...buildCommand({ ...input, mcpServers: [] }).args];
  const flags = new Set(args.map((argument) => argument.split('=')[0]!));
  expect([...flags].filter((flag) => !new RegExp(`(^|\\s)${flag}[\\s,]`).test(help))).toEqual(hiddenFlags);
});
