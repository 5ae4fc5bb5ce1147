import type { NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';

const conversation = z.object({
  id: z.string(),
  cwd: z.string(),
  model: z.string(),
  updatedAt: z.string(),
  turns: z.array(z.object({ prompt: z.string() })),
});

/** Reads the CLI's own files: no process is started, and only the newest conversations are opened. */
export async function* listSessions(context: ProviderContext): AsyncGenerator<NativeSession> {
  const files = await context.listFolder(`${agentHome(context)}/conversations`);
  for (const { name, path } of files.filter((entry) => entry.name.endsWith('.json')).slice(0, 50)) {
    const parsed = conversation.safeParse(parseJson(await context.readTextFile(path)));
    if (!parsed.success || `${parsed.data.id}.json` !== name) continue;
    const { id, cwd, model, updatedAt, turns } = parsed.data;
    const title = turns[0]?.prompt.slice(0, 80);
    yield { id, cwd, model, updatedAt, ...(title !== undefined && { title }) };
  }
}

function agentHome({ env, homeDir }: ProviderContext): string {
  return env['SAMPLE_AGENT_HOME'] || `${env['LLM_GATEWAY_HOME'] || `${homeDir}/.llm-cli-gateway`}/sample-agent`;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined; // half written, or not ours
  }
}
