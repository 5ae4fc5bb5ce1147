import { setTimeout as delay } from 'node:timers/promises';
import type { NativeSession, Provider, ProviderContext } from '../provider.js';
import { redact } from '../recorder/redact.js';
import type { SessionOnDisk } from './session.js';

/** However much lies on the disk, whoever asks is waiting. */
const LONGEST_LOOK_MS = 5_000;
const MAX_TITLE_CHARS = 80;

interface Look {
  readonly provider: Provider;
  contextOf(provider: Provider, signal: AbortSignal): Promise<ProviderContext>;
  /** Looks at so many at most. */
  readonly limit: number;
  /** Which of them count. Default: all. */
  readonly matches?: (session: NativeSession) => boolean;
}

/** The conversations on a CLI's own disk, newest first. Empty where they cannot be known. */
export async function sessionsOnDisk(look: Look): Promise<readonly SessionOnDisk[]> {
  const { provider, limit, contextOf, matches = () => true } = look;
  if (provider.listSessions === undefined) return [];
  const end = new AbortController();
  const found: SessionOnDisk[] = [];
  const search = async (): Promise<void> => {
    const context = await contextOf(provider, end.signal);
    for await (const session of provider.listSessions?.(context) ?? []) {
      if (end.signal.aborted) return;
      if (matches(session)) found.push(describe(provider, session));
      if (found.length === limit) return;
    }
  };
  await Promise.race([
    search().catch(() => {
      // No CLI, or a disk that it cannot read: what has been found so far stands.
    }),
    delay(LONGEST_LOOK_MS, undefined, { signal: end.signal }).catch(() => undefined),
  ]);
  end.abort();
  return [...found];
}

function describe({ id: provider }: Provider, { id, cwd, title, model, updatedAt }: NativeSession): SessionOnDisk {
  return {
    id,
    provider,
    native: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(title === undefined ? {} : { title: redact(title).slice(0, MAX_TITLE_CHARS) }),
    ...(model === undefined ? {} : { model }),
    ...(updatedAt === undefined ? {} : { lastUsedAt: updatedAt }),
  };
}
