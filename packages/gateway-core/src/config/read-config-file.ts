import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { GatewayError } from '../errors.js';

const mcpServer = z.union([
  z.strictObject({
    command: z.string().min(1),
    args: z.array(z.string()).optional(),
    env: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ url: z.url(), headers: z.record(z.string(), z.string()).optional() }),
]);

const configFile = z.strictObject({
  $schema: z.string().optional(),
  providers: z.array(z.strictObject({ package: z.string().min(1), settings: z.json().optional() })).optional(),
  disabled: z.array(z.string()).optional(),
  executables: z.record(z.string(), z.string()).optional(),
  trustedFolders: z.array(z.string()).optional(),
  maxPermission: z.enum(['read-only', 'edit', 'full']).optional(),
  approvals: z
    .strictObject({
      policy: z.enum(['strict', 'balanced', 'permissive']).optional(),
      mcpServerWeights: z.record(z.string(), z.int().min(0).max(10)).optional(),
    })
    .optional(),
  mcpServers: z.record(z.string(), mcpServer).optional(),
});

/** The user's configuration file, as written. */
export type ConfigFile = z.output<typeof configFile>;

/** Reads the configuration file. One that is not there is empty; one that is wrong says where. */
export function readConfigFile(path: string): ConfigFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return {};
    throw new GatewayError('invalid_request', `Cannot read the configuration file "${path}".`, {
      hint: 'Check its permissions, or name another one in LLM_GATEWAY_CONFIG.',
      cause: error,
    });
  }
  const parsed = configFile.safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  const problem = parsed.error.issues[0];
  throw new GatewayError(
    'invalid_request',
    `The configuration file "${path}" is wrong at "${problem?.path.join('.') ?? ''}": ${problem?.message ?? 'unknown'}.`,
    { hint: `Edit "${path}".`, cause: parsed.error },
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new GatewayError('invalid_request', `The configuration file "${path}" is not JSON.`, {
      hint: `Edit "${path}".`,
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
