import type { Model, ModelCatalog, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { onlyServers } from './choose-servers.js';
import { parseJson } from './parse-json.js';

/**
 * Asks the CLI over the Agent Client Protocol, the only place where it lists its models (0.61.0: 1.1 s, no model is
 * called, and it ends with its input). Where nobody is signed in it lists none; then the shipped list has to do.
 */
export async function discoverModels(context: ProviderContext): Promise<ModelCatalog> {
  const { stdout } = await context.query(['--acp', ...onlyServers([])], {
    stdin: `${[initialize, newSession(context.homeDir)].map((request) => JSON.stringify(request)).join('\n')}\n`,
  });
  for (const line of stdout.split('\n')) {
    const { data } = answerSchema.safeParse(parseJson(line));
    if (data === undefined) continue;
    const { availableModels, currentModelId } = data.result.models;
    const listed = availableModels.map(modelOf);
    return { models: [...listed, ...aliases], ...(currentModelId !== undefined && { defaultModel: currentModelId }) };
  }
  return { models: [...shipped, ...aliases] };
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: 1, clientCapabilities: {} },
};

function newSession(cwd: string): unknown {
  return { jsonrpc: '2.0', id: 2, method: 'session/new', params: { cwd, mcpServers: [] } };
}

function modelOf({ modelId, name, description }: z.output<typeof modelSchema>): Model {
  return {
    id: modelId,
    source: 'cli',
    ...(name !== undefined && name !== modelId && { label: name }),
    ...(description !== undefined && { description }),
  };
}

const modelSchema = z.object({
  modelId: z.string().min(1),
  name: z.string().optional(),
  description: z.string().optional(),
});

const answerSchema = z.object({
  id: z.literal(2),
  result: z.object({
    models: z.object({ availableModels: z.array(modelSchema).min(1), currentModelId: z.string().optional() }),
  }),
});

/** Names that the CLI itself resolves (0.61.0). */
const aliases: readonly Model[] = [
  { id: 'pro', description: 'The newest pro model.', source: 'static' },
  { id: 'flash', description: 'The newest flash model.', source: 'static' },
  { id: 'flash-lite', description: 'The newest flash-lite model.', source: 'static' },
];

const shipped: readonly Model[] = [
  { id: 'auto', description: 'Gemini CLI chooses for each turn.', source: 'static' },
  { id: 'gemini-3.1-pro-preview', source: 'static' },
  { id: 'gemini-3.8-flash', source: 'static' },
  { id: 'gemini-3.5-flash-lite', source: 'static' },
  { id: 'gemini-2.5-pro', source: 'static' },
];
