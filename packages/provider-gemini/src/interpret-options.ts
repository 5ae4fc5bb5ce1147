import type { CommonTerms, Permission } from '@llm-gateway/core/provider';
import type { GeminiOptions } from './options.js';
import { toolsOf } from './tool-levels.js';

/** What the approval mode and the allowed tools ask for. */
export function interpretOptions({ approvalMode, allowedTools }: GeminiOptions): CommonTerms {
  const needsFull = allowedTools?.some((tool) => !toolsOf.edit.includes(tool)) ?? false;
  const permission = needsFull ? 'full' : approvalMode && permissionOf[approvalMode];
  return { ...(permission && { permission }), ...(allowedTools && { allowedTools }) };
}

const permissionOf: Readonly<Record<NonNullable<GeminiOptions['approvalMode']>, Permission>> = {
  default: 'read-only',
  auto_edit: 'edit',
  yolo: 'full',
};
