import type { NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import { readSession, sessionFolders } from './session-folders.js';

/** The newest conversations on Grok's disk, of all folders. Like Grok's own list it leaves those of sub-agents out. */
export async function* listSessions(context: ProviderContext): AsyncGenerator<NativeSession> {
  const entries = [];
  for (const { path } of await sessionFolders(context)) {
    const sessions = await context.listFolder(path);
    entries.push(...sessions.filter(({ kind }) => kind === 'folder').slice(0, MOST_SESSIONS));
  }
  // 1.0.41 replaces `summary.json` with each turn, which renews the time of the folder it lies in.
  const newest = entries.toSorted((one, other) => (one.modifiedAt < other.modifiedAt ? 1 : -1));
  for (const { path } of newest.slice(0, MOST_SESSIONS)) {
    const found = await readSession(path, context);
    if (found && !found.isSubagent) yield found.session;
  }
}

const MOST_SESSIONS = 50;
