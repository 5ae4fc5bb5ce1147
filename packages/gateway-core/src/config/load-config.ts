import { homedir } from 'node:os';
import path from 'node:path';
import type { ApprovalPolicy } from '../approvals/approval.js';
import { GatewayError } from '../errors.js';
import type { Permission } from '../provider.js';
import type { Config } from './config.js';
import { readConfigFile } from './read-config-file.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Environment over configuration file over defaults, validated once. Throws a `GatewayError` that names what is wrong. */
export function loadConfig(environment: Environment, givenConfigFile?: string): Config {
  const home = path.resolve(environment['LLM_GATEWAY_HOME'] || path.join(homeFolder(environment), '.llm-cli-gateway'));
  const configFile = path.resolve(
    givenConfigFile ?? (environment['LLM_GATEWAY_CONFIG'] || path.join(home, 'config.json')),
  );
  const file = readConfigFile(configFile);
  return {
    home,
    databasePath: databasePath(environment, home),
    configFile,
    providers: file.providers ?? [],
    disabledProviders: file.disabled ?? [],
    onlyProviders: list(environment['LLM_GATEWAY_PROVIDERS']),
    executables: file.executables ?? {},
    trustedFolders: list(environment['LLM_GATEWAY_TRUSTED_FOLDERS'], path.delimiter) ?? file.trustedFolders ?? [],
    maxPermission: permission(environment['LLM_GATEWAY_MAX_PERMISSION']) ?? file.maxPermission ?? 'full',
    approvalPolicy: policy(environment['LLM_GATEWAY_APPROVAL_POLICY']) ?? file.approvals?.policy ?? 'balanced',
    mcpServerWeights: file.approvals?.mcpServerWeights ?? {},
    logApprovalPrompts: environment['APPROVAL_LOG_PROMPTS'] === '1',
    maxDepth: integer(environment, 'LLM_GATEWAY_MAX_DEPTH', { fallback: 3, min: 1 }),
    mcpServers: file.mcpServers ?? {},
    timeoutMs: integer(environment, 'LLM_GATEWAY_TIMEOUT_MS', { fallback: 120 * MINUTE, min: 1_000 }),
    idleTimeoutMs: integer(environment, 'LLM_GATEWAY_IDLE_TIMEOUT_MS', { fallback: 10 * MINUTE, min: 1_000 }),
    outputCapBytes: integer(environment, 'LLM_GATEWAY_OUTPUT_CAP_BYTES', { fallback: 50 * 1024 * 1024, min: 1_024 }),
    sessionTtlMs: integer(environment, 'SESSION_TTL', { fallback: 30 * 24 * 3600, min: 1 }) * 1_000,
    jobRetentionMs: integer(environment, 'LLM_GATEWAY_JOB_RETENTION_DAYS', { fallback: 30, min: 1 }) * DAY,
    recordPrompts: environment['LLM_GATEWAY_LOG_PROMPTS'] === 'none' ? 'none' : 'redacted',
    dedupWindowMs: integer(environment, 'LLM_GATEWAY_DEDUP_WINDOW_MS', { fallback: 60 * MINUTE, min: 0 }),
    retries: integer(environment, 'LLM_GATEWAY_RETRIES', { fallback: 2, min: 0 }),
    retryDelayMs: integer(environment, 'LLM_GATEWAY_RETRY_DELAY_MS', { fallback: 1_000, min: 1 }),
    maxRunning: integer(environment, 'LLM_GATEWAY_MAX_RUNNING', { fallback: 16, min: 1 }),
    maxRunningPerProvider: integer(environment, 'LLM_GATEWAY_MAX_RUNNING_PER_PROVIDER', { fallback: 8, min: 1 }),
    maxQueued: integer(environment, 'LLM_GATEWAY_MAX_QUEUED', { fallback: 256, min: 0 }),
  };
}

/** The user's home folder, as the given environment says, else as the system does. */
export function homeFolder(environment: Environment): string {
  return environment['HOME'] || environment['USERPROFILE'] || homedir();
}

function databasePath(environment: Environment, home: string): string | undefined {
  const named = [environment['LLM_GATEWAY_JOBS_DB'], environment['LLM_GATEWAY_LOGS_DB']].find(
    (value) => value !== undefined,
  );
  if (named === undefined) return path.join(home, 'logs.db');
  return named === '' || named === 'none' ? undefined : path.resolve(named);
}

function permission(value: string | undefined): Permission | undefined {
  if (value === undefined || value === '') return undefined;
  if (value === 'read-only' || value === 'edit' || value === 'full') return value;
  throw wrong('LLM_GATEWAY_MAX_PERMISSION', value, 'read-only, edit or full');
}

function policy(value: string | undefined): ApprovalPolicy | undefined {
  if (value === undefined || value === '') return undefined;
  if (value === 'strict' || value === 'balanced' || value === 'permissive') return value;
  throw wrong('LLM_GATEWAY_APPROVAL_POLICY', value, 'strict, balanced or permissive');
}

function integer(environment: Environment, name: string, { fallback, min }: { fallback: number; min: number }): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min) throw wrong(name, text, `a whole number from ${min}`);
  return value;
}

function list(value: string | undefined, separator = ','): readonly string[] | undefined {
  if (value === undefined || value === '') return undefined;
  return value
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function wrong(name: string, value: string, expected: string): GatewayError {
  return new GatewayError('invalid_request', `${name} is "${value}", but must be ${expected}.`, {
    hint: `Set ${name} to ${expected}, or unset it.`,
  });
}
