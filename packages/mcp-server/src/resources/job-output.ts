import { isGatewayError, type Gateway } from '@llm-gateway/core';
import { ResourceNotFoundError, ResourceTemplate, type McpServer } from '@modelcontextprotocol/server';

/** More than that no client takes in one message. */
const MAX_CHARS = 2_000_000;

/** `job://<id>/output`: a job's whole answer, for clients that follow the link of a reply. */
export function registerJobOutput(server: McpServer, gateway: Gateway): void {
  server.registerResource(
    'job-output',
    new ResourceTemplate('job://{id}/output', { list: undefined }),
    {
      title: 'Answer of a job',
      description: 'The answer as far as it has arrived, 2,000,000 characters at most.',
      mimeType: 'text/plain',
    },
    async (uri, { id }) => {
      try {
        const { answer } = await gateway.jobs.result(String(id), { maxChars: MAX_CHARS });
        return { contents: [{ uri: uri.href, mimeType: 'text/plain', text: answer }] };
      } catch (error) {
        throw isGatewayError(error) && error.code === 'job_not_found' ? new ResourceNotFoundError(uri.href) : error;
      }
    },
  );
}
