import { createHash } from 'node:crypto';
import type { Prepared } from '../prepare/prepare-request.js';

/** Variables that can change what an agent answers: accounts, endpoints, homes, models. The rest is noise of terminals. */
const RELEVANT = /(KEY|TOKEN|URL|HOME|PROFILE|MODEL|REGION|PROJECT|PROXY|CONFIG(_DIR|_PATH)?|BASE|HOST)$/;

/** Equal for two requests that would start the same run; `undefined` where an answer must not be shared. */
export function dedupKey({ request, provider, command, input, env }: Prepared): string | undefined {
  if (request.forceRefresh || input.session.kind === 'latest') return undefined;
  const ownId = input.session.kind === 'new' ? input.session.nativeId : undefined;
  // What is made afresh for each run says nothing about what is asked.
  const stable = (text: string): string => {
    const placeless = text.replaceAll(input.scratchDir, '<scratch>');
    return ownId === undefined ? placeless : placeless.replaceAll(ownId, '<new session>');
  };
  const environment = Object.entries(env)
    .filter(([name]) => RELEVANT.test(name) || Object.hasOwn(command.env ?? {}, name))
    .map(([name, value]) => `${name}=${stable(value)}`)
    .toSorted();
  const parts = [
    provider.id,
    command.file,
    command.args.map(stable),
    command.stdin ?? '',
    Object.entries(command.files ?? {}).map(([name, content]) => [name, stable(content)]),
    input.cwd,
    input.permission,
    environment,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
