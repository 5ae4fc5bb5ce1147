import type { LoginState, ProviderContext } from '@llm-gateway/core/provider';

export async function checkLogin(context: ProviderContext): Promise<LoginState> {
  const { stdout } = await context.query(['login-status']);
  if (stdout.includes('"loggedIn":true')) return { state: 'logged-in', detail: 'needs no account' };
  if (stdout.includes('"loggedIn":false')) return { state: 'logged-out', hint: 'Unset `SAMPLE_AGENT_LOGGED_OUT`.' };
  return { state: 'unknown' };
}
