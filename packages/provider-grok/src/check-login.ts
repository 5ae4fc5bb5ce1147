import type { LoginState, ProviderContext } from '@llm-gateway/core/provider';

/** What `grok models` says above its list. It calls no model. */
export async function checkLogin(context: ProviderContext): Promise<LoginState> {
  const { stdout } = await context.query(['models']);
  if (stdout.includes('You are not authenticated')) {
    return { state: 'logged-out', hint: 'Run `grok login`, or set XAI_API_KEY where the gateway starts.' };
  }
  for (const [pattern, detail] of signs) if (pattern.test(stdout)) return { state: 'logged-in', detail };
  return { state: 'unknown' };
}

const signs: readonly (readonly [RegExp, string])[] = [
  [/^You are (?:using|authenticated via) XAI_API_KEY/m, 'API key in XAI_API_KEY'],
  [/^You are authenticated via deployment key/m, 'deployment key'],
  [/^You are logged in with /m, 'login'],
];
