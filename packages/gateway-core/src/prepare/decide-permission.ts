import { GatewayError } from '../errors.js';
import type { CommonTerms, Permission, Provider, Warning } from '../provider.js';
import { invalid } from './validate-request.js';

const LEVELS: readonly Permission[] = ['read-only', 'edit', 'full'];

export interface PermissionDecision {
  readonly permission: Permission;
  readonly warnings: readonly Warning[];
}

/** The level that a run gets: what was asked, else the provider's lowest, and never above the ceiling. */
export function decidePermission(
  provider: Provider,
  { asked, terms, ceiling }: { asked: Permission | undefined; terms: CommonTerms; ceiling: Permission },
): PermissionDecision {
  const offered = provider.features.permissions;
  const permission = asked ?? terms.permission ?? offered[0];
  if (!offered.includes(permission)) {
    throw invalid(
      `${provider.displayName} cannot enforce the permission "${permission}"`,
      `Ask for one of: ${offered.join(', ')}.`,
    );
  }
  if (LEVELS.indexOf(permission) > LEVELS.indexOf(ceiling)) {
    throw new GatewayError(
      'permission_exceeded',
      `The permission "${permission}" is above what this gateway allows ("${ceiling}").`,
      {
        provider: provider.id,
        hint: `Ask for "${ceiling}" at most; only the gateway's owner can raise LLM_GATEWAY_MAX_PERMISSION.`,
      },
    );
  }
  const isOverruled = asked !== undefined && terms.permission !== undefined && terms.permission !== asked;
  const message = `permission "${asked ?? ''}" wins over a field that asked for "${terms.permission ?? ''}".`;
  return { permission, warnings: isOverruled ? [{ code: 'unsupported-setting', message }] : [] };
}
