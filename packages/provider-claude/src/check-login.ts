import type { LoginState, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { IGNORE_FOLDER } from './build-command.js';
import { parseJson } from './parse-json.js';

/** Asks the CLI, which only looks at what is there. Without the flag, a key that the folder brings would count. */
export async function checkLogin({ query }: ProviderContext): Promise<LoginState> {
  const { stdout, exitCode } = await query([IGNORE_FOLDER, 'auth', 'status']);
  const status = loginStatus.safeParse(parseJson(stdout)).data;
  if (status === undefined) return { state: 'unknown' };
  if (!status.loggedIn) {
    return { state: 'logged-out', hint: 'Run `claude auth login`, or set ANTHROPIC_API_KEY.' };
  }
  if (exitCode !== 0) return { state: 'unknown' };
  return { state: 'logged-in', detail: describe(status) };
}

const loginStatus = z.object({
  loggedIn: z.boolean(),
  authMethod: z.string().default('unknown'),
  apiProvider: z.string().default('unknown'),
  apiKeySource: z.string().default('unknown'),
});

function describe({ authMethod, apiProvider, apiKeySource }: z.output<typeof loginStatus>): string {
  switch (authMethod) {
    case 'api_key':
      return `API key from ${apiKeySource}`;
    case 'oauth_token':
      return 'token in the environment';
    case 'claude.ai':
      return 'Claude subscription';
    case 'third_party':
      return apiProvider;
    default:
      return authMethod;
  }
}
