import type { Model, ModelCatalog, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { IGNORE_FOLDER, STREAM_JSON } from './build-command.js';
import { ONLY_GIVEN } from './choose-mcp-servers.js';
import { configFolder } from './config-folder.js';
import { parseJson } from './parse-json.js';

/** Asks the CLI, which answers without calling a model (2.1.330). Otherwise names what it has always had. */
export async function discoverModels(context: ProviderContext): Promise<ModelCatalog> {
  const { stdout } = await context.query([...STREAM_JSON, '--input-format=stream-json', IGNORE_FOLDER, ONLY_GIVEN], {
    stdin: QUESTIONS.map((question) => `${JSON.stringify(question)}\n`).join(''),
  });
  const answers = stdout.split('\n').map((line) => answer.safeParse(parseJson(line)).data?.response.response);
  const models = mergeModels(answers.flatMap((found) => found?.models ?? []));
  if (models.length === 0) return knownAliases(context);
  const defaultModel = answers.find((found) => found?.applied !== undefined)?.applied?.model;
  return { models, ...(defaultModel !== undefined && { defaultModel }) };
}

const QUESTIONS = [
  { type: 'control_request', request_id: 'models', request: { subtype: 'initialize' } },
  { type: 'control_request', request_id: 'settings', request: { subtype: 'get_settings' } },
];

const offeredModel = z.object({
  /** The alias: `opus`. */
  value: z.string().min(1),
  resolvedModel: z.string().min(1),
  displayName: z.string().optional(),
  description: z.string().optional(),
  supportedEffortLevels: z.array(z.string()).optional(),
});

type OfferedModel = z.output<typeof offeredModel>;

const answer = z.object({
  type: z.literal('control_response'),
  response: z.object({
    response: z.object({
      models: z.array(offeredModel).optional(),
      /** What a run without a word about it would use. */
      applied: z
        .object({ model: z.string().min(1) })
        .optional()
        .catch(undefined),
    }),
  }),
});

/** `default` and an alias may mean the same model. */
function mergeModels(offered: readonly OfferedModel[]): readonly Model[] {
  const groups = Map.groupBy(offered, ({ resolvedModel }) => resolvedModel);
  return [...groups].map(([id, group]) => {
    const { displayName, description, supportedEffortLevels } = group.find(isNamed) ?? group[0] ?? {};
    const aliases = group.filter(isNamed).map(({ value }) => value);
    return {
      id,
      source: 'cli',
      ...(displayName !== undefined && { label: displayName }),
      ...(description !== undefined && { description }),
      ...(aliases.length > 0 && { aliases }),
      ...(supportedEffortLevels && { efforts: supportedEffortLevels }),
    };
  });
}

function isNamed({ value }: OfferedModel): boolean {
  return value !== 'default';
}

/** 2.1.197 gives no answer when its input ends. These aliases stand for the newest model of their kind in every version. */
async function knownAliases(context: ProviderContext): Promise<ModelCatalog> {
  const models: Model[] = ['opus', 'sonnet', 'haiku'].map((id) => ({ id, source: 'static' }));
  const defaultModel = await configuredModel(context);
  if (defaultModel === undefined) return { models };
  const isKnown = models.some(({ id }) => id === defaultModel);
  return { models: isKnown ? models : [{ id: defaultModel, source: 'config' }, ...models], defaultModel };
}

async function configuredModel(context: ProviderContext): Promise<string | undefined> {
  const { env, readTextFile } = context;
  if (env['ANTHROPIC_MODEL']) return env['ANTHROPIC_MODEL'];
  const files = [
    env['CLAUDE_SETTINGS_LOCAL_PATH'],
    env['CLAUDE_SETTINGS_PATH'] || `${configFolder(context)}/settings.json`,
  ];
  for (const file of files) {
    const model = file && settings.safeParse(parseJson((await readTextFile(file)) ?? '')).data?.model;
    if (model) return model;
  }
  return undefined;
}

const settings = z.object({ model: z.string().min(1) });
