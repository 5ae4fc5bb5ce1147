import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** The folder that holds all the sample agent remembers. */
export function agentHome() {
  const { SAMPLE_AGENT_HOME, LLM_GATEWAY_HOME } = process.env;
  return SAMPLE_AGENT_HOME || path.join(LLM_GATEWAY_HOME || path.join(homedir(), '.llm-cli-gateway'), 'sample-agent');
}

/** `undefined` when there is none of that id. */
export async function readConversation(id) {
  if (!/^[\w-]{1,64}$/.test(id)) return undefined;
  try {
    return JSON.parse(await readFile(fileOf(id), 'utf8'));
  } catch {
    return undefined; // never written, or not ours
  }
}

/** Like the real ones it takes no lock: of two turns at once in one conversation, one is lost. */
export async function writeConversation(conversation) {
  const file = fileOf(conversation.id);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(conversation), { mode: 0o600 });
  await rename(`${file}.${process.pid}`, file);
}

/** Newest first. */
export async function listConversations() {
  const names = await readdir(path.join(agentHome(), 'conversations')).catch(() => []);
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => path.basename(name, '.json'));
  const found = (await Promise.all(ids.map(readConversation))).filter((conversation) => conversation !== undefined);
  return found.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

function fileOf(id) {
  return path.join(agentHome(), 'conversations', `${id}.json`);
}
