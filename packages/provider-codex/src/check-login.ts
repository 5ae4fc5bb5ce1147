import type { LoginState, ProviderContext } from '@llm-gateway/core/provider';
import { codexHome } from './codex-home.js';

/** What `codex login status` says, which sees neither an API key in the environment nor a provider of the user's own. */
export async function checkLogin(context: ProviderContext): Promise<LoginState> {
  if (context.env['CODEX_API_KEY']) return { state: 'logged-in', detail: 'API key in CODEX_API_KEY' };
  const { exitCode, stdout, stderr } = await context.query(['login', 'status']);
  const said = `${stdout}\n${stderr}`;
  if (exitCode === 0) return { state: 'logged-in', ...detailOf(said) };
  if (!said.includes('Not logged in')) return { state: 'unknown' };
  if (await hasOwnProvider(context)) return { state: 'unknown', detail: 'a model provider of its own configuration' };
  return { state: 'logged-out', hint: 'Run `codex login`.' };
}

function detailOf(said: string): { readonly detail?: string } {
  if (said.includes('API key configured')) return { detail: 'API key' };
  const [, how] = /Logged in using ([A-Za-z ]+)/.exec(said) ?? [];
  return how === undefined ? {} : { detail: how.trim() };
}

async function hasOwnProvider(context: ProviderContext): Promise<boolean> {
  const text = (await context.readTextFile(`${codexHome(context)}/config.toml`)) ?? '';
  return /^\s*model_provider\s*=/m.test(text);
}
