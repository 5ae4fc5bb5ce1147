import type { LoginState, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { geminiFolder } from './gemini-folders.js';
import { parseJson } from './parse-json.js';

/** Looks where Gemini CLI looks, as far as files and variables tell. A key may also lie in the system's keychain. */
export async function checkLogin(context: ProviderContext): Promise<LoginState> {
  const { env } = context;
  const folder = geminiFolder(context);
  const settings = settingsSchema.safeParse(parseJson((await context.readTextFile(`${folder}/settings.json`)) ?? ''));
  const selected = settings.data?.security?.auth?.selectedType;
  const keys = (await context.readTextFile(`${folder}/.env`)) ?? '';
  const hasKey = (name: string): boolean =>
    Boolean(env[name]) || new RegExp(`^[ \\t]*(export[ \\t]+)?${name}[ \\t]*=[ \\t]*\\S`, 'm').test(keys);

  if (selected === 'vertex-ai' || env['GOOGLE_GENAI_USE_VERTEXAI'] === 'true') {
    const isSetUp = hasKey('GOOGLE_API_KEY') || (hasKey('GOOGLE_CLOUD_PROJECT') && hasKey('GOOGLE_CLOUD_LOCATION'));
    return isSetUp ? { state: 'logged-in', detail: 'Vertex AI' } : loggedOut;
  }
  if (selected === 'oauth-personal' || env['GOOGLE_GENAI_USE_GCA'] === 'true') {
    const hasToken = (await context.readTextFile(`${folder}/oauth_creds.json`, { maxBytes: 1 })) !== undefined;
    return hasToken ? { state: 'logged-in', detail: 'Google account' } : { state: 'unknown', detail: 'Google account' };
  }
  if (hasKey('GEMINI_API_KEY')) return { state: 'logged-in', detail: 'API key in GEMINI_API_KEY' };
  return selected === undefined ? loggedOut : { state: 'unknown', detail: selected };
}

const loggedOut: LoginState = { state: 'logged-out', hint: 'Run `gemini` and sign in, or set GEMINI_API_KEY.' };

const settingsSchema = z.object({
  security: z.object({ auth: z.object({ selectedType: z.string().optional() }).optional() }).optional(),
});
