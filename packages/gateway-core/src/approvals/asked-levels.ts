import type { Permission, Provider } from '../provider.js';
import type { GatewayRequest } from '../request.js';

/**
 * The permission levels that a request asks for, each of the provider's own fields taken by itself: together they give
 * one level, which would hide that two were asked. Without any field: what the run gets.
 */
export async function askedLevels(
  provider: Provider,
  { permission, options = {} }: Pick<GatewayRequest, 'permission' | 'options'>,
  granted: Permission,
): Promise<ReadonlySet<Permission>> {
  const levels = new Set<Permission>([granted]);
  if (permission !== undefined) levels.add(permission);
  for (const [name, value] of Object.entries(options)) {
    const outcome = await provider.options['~standard'].validate({ [name]: value });
    // A field that makes no sense without another one asks for nothing alone.
    if (outcome.issues !== undefined) continue;
    const asked = provider.interpretOptions?.(outcome.value).permission;
    if (asked !== undefined) levels.add(asked);
  }
  return levels;
}
