import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from './sandbox.js';

const SAMPLE = fileURLToPath(new URL('../../../../examples/provider-sample/src/index.ts', import.meta.url));

/** Another sample agent in the sandbox, under an id of its own, that is told `prompt` in place of what it shall say. */
export function addProvider(sandbox: Sandbox, id: string, { prompt = '', more = '' } = {}): Sandbox {
  const folder = path.join(path.dirname(sandbox.home), `provider-${id}`);
  mkdirSync(folder);
  const name = `llm-gateway-provider-${id}`;
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name, type: 'module', exports: './index.js', llmGateway: { apiVersion: 1 } }),
  );
  writeFileSync(
    path.join(folder, 'index.js'),
    `import createSample from ${JSON.stringify(SAMPLE)};
    export default function create() {
      const sample = createSample();
      const buildCommand = (input) =>
        sample.buildCommand({
          ...input,
          prompt: ${JSON.stringify(prompt)} + input.prompt.replace(/\\[\\[say [^]*?\\]\\]/, ''),
        });
      return { ...sample, buildCommand, id: ${JSON.stringify(id)}, displayName: ${JSON.stringify(id.toUpperCase())}, ${more} };
    }`,
  );
  const configFile = path.join(sandbox.home, 'config.json');
  const config: { providers: object[] } = JSON.parse(readFileSync(configFile, 'utf8'));
  writeFileSync(configFile, JSON.stringify({ ...config, providers: [...config.providers, { package: folder }] }));
  const only = `${sandbox.env['LLM_GATEWAY_PROVIDERS'] ?? ''},${id}`;
  return { ...sandbox, env: { ...sandbox.env, LLM_GATEWAY_PROVIDERS: only } };
}
