import type { Gateway } from '@llm-gateway/core';
import type { McpServer } from '@modelcontextprotocol/server';

/** `metrics://performance`, `metrics://process-health` and `health://status`: read, they start no process. */
export function registerMetrics(server: McpServer, gateway: Gateway): void {
  const add = (uri: string, about: { title: string; description: string }, read: () => Promise<object>): void => {
    server.registerResource(uri.replace('://', '-'), uri, { ...about, mimeType: 'application/json' }, async () => ({
      contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(await read()) }],
    }));
  };
  add(
    'metrics://performance',
    {
      title: 'How each agent has done',
      description: 'Counts, success rate, durations with percentiles and errors by provider, over the whole record.',
    },
    async () => ({ generatedAt: new Date().toISOString(), providers: await gateway.recorder.performance() }),
  );
  add(
    'metrics://process-health',
    { title: 'Processes of the jobs under way', description: 'Processes, memory and CPU of each running job.' },
    async () => ({ generatedAt: new Date().toISOString(), ...(await gateway.jobs.health()) }),
  );
  add(
    'health://status',
    {
      title: 'Whether requests can be expected to work',
      description: 'The record, the queue, and for each provider whether it is ready, limited until when, or resting.',
    },
    async () => ({ generatedAt: new Date().toISOString(), ...(await gateway.health()) }),
  );
}
