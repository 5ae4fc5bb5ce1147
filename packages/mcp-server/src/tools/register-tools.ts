import { registerApprovalList } from './approval-list.js';
import { registerCliUpgrade } from './cli-upgrade.js';
import { registerCliVersions } from './cli-versions.js';
import { registerConsult } from './consult.js';
import { registerListModels } from './list-models.js';
import { registerLlmAsk } from './llm-ask.js';
import { registerLlmJobCancel } from './llm-job-cancel.js';
import { registerLlmJobResult } from './llm-job-result.js';
import { registerLlmJobStatus } from './llm-job-status.js';
import { registerLlmProcessHealth } from './llm-process-health.js';
import { registerRequestTools } from './request-tools.js';
import { registerSessionClearAll } from './session-clear-all.js';
import { registerSessionCreate } from './session-create.js';
import { registerSessionDelete } from './session-delete.js';
import { registerSessionGet } from './session-get.js';
import { registerSessionList } from './session-list.js';
import { registerSessionSetActive } from './session-set-active.js';
import type { ToolContext } from './tool-context.js';

/** All tools, in the order in which clients list them. */
export function registerTools(tools: ToolContext): void {
  registerLlmAsk(tools);
  registerConsult(tools);
  for (const provider of tools.gateway.providers) registerRequestTools(tools, provider);
  registerLlmJobStatus(tools);
  registerLlmJobResult(tools);
  registerLlmJobCancel(tools);
  registerLlmProcessHealth(tools);
  registerListModels(tools);
  registerCliVersions(tools);
  registerCliUpgrade(tools);
  registerSessionList(tools);
  registerSessionGet(tools);
  registerSessionCreate(tools);
  registerSessionSetActive(tools);
  registerSessionDelete(tools);
  registerSessionClearAll(tools);
  registerApprovalList(tools);
}
