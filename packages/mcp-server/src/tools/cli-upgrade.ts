import type { UpgradeReport } from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { formatDuration } from '../progress/progress-line.js';
import { progressSender } from '../progress/send-progress.js';
import { dataReply } from '../replies/data-reply.js';
import { describeUpgrade, hasWorked } from '../replies/describe-upgrade.js';
import { withHint } from '../replies/failure-reply.js';
import { ASKS_CLIS, UPGRADES_CLI } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import { callerOf, type ToolContext } from './tool-context.js';

export function registerCliUpgrade(tools: ToolContext): void {
  const { server, gateway } = tools;
  server.registerTool(
    'cli_upgrade',
    {
      title: 'Upgrade an agent',
      description: 'Plan an upgrade to a version or tag; dryRun false runs it.',
      inputSchema: slim(
        z.strictObject({
          cli: providerField(gateway.providers),
          target: z.string().optional(),
          dryRun: z.boolean().default(true),
          timeoutMs: z.int().min(1_000).max(3_600_000).optional(),
        }),
      ),
      outputSchema: outputSchema({ success: { type: 'boolean' } }, ['success']),
      // Below the full permission nothing is ever run.
      annotations: gateway.maxPermission === 'full' ? UPGRADES_CLI : ASKS_CLIS,
    },
    ({ cli, target, dryRun, timeoutMs }, context) =>
      manage(async () => {
        const say = progressSender(context);
        const since = performance.now();
        const tell = (): void => say?.(`${cli} · upgrading · ${formatDuration(performance.now() - since)}`);
        const timer = setInterval(tell, PROGRESS_MS);
        try {
          // A call that is cancelled does not stop it: half an upgrade is worse than one too many.
          const upgrade = gateway.upgrade(cli, target, { dryRun, ...(timeoutMs !== undefined && { timeoutMs }) });
          const report = await within(callerOf(tools, context).limits.syncDeadlineMs, upgrade);
          return report === undefined ? goesOn(cli) : reply(report);
        } finally {
          clearInterval(timer);
        }
      }),
  );
}

const PROGRESS_MS = 5_000;

/** The client's patience may be shorter than an installation. */
async function within<Value>(patienceMs: number | undefined, promise: Promise<Value>): Promise<Value | undefined> {
  if (patienceMs === undefined) return promise;
  promise.catch(() => {}); // Who asks for the versions later is told.
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  return Promise.race([promise, patience]).finally(() => clearTimeout(timer));
}

function goesOn(cli: string): CallToolResult {
  const message = 'The upgrade goes on. cli_versions says what came of it.';
  return dataReply({ success: true, cli, provider: cli, status: 'running', message, pollWith: 'cli_versions' });
}

function reply(report: UpgradeReport): CallToolResult {
  const data = describeUpgrade(report);
  if (hasWorked(report)) return dataReply(data);
  return {
    isError: true,
    content: [{ type: 'text', text: withHint(report.message, report.hint) }],
    structuredContent: { ...data, errorCategory: 'cli_error', retryable: false },
  };
}
