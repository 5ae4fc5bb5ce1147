import type { ServerContext } from '@modelcontextprotocol/server';

/** Sends a line as a progress notification, if the client asked for them. The number only has to grow. */
export function progressSender({ mcpReq }: ServerContext): ((line: string) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let progress = 0;
  return (message) => {
    progress += 1;
    const params = { progressToken, progress, message };
    // A client that has gone away is noticed elsewhere.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
