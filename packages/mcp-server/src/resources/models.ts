import type { Gateway } from '@llm-gateway/core';
import type { McpServer } from '@modelcontextprotocol/server';
import { describeModels } from '../replies/describe-models.js';

/** `models://<provider>`: what `list_models` says of one provider. */
export function registerModels(server: McpServer, gateway: Gateway): void {
  for (const { id, displayName } of gateway.providers) {
    server.registerResource(
      `models-${id}`,
      `models://${id}`,
      {
        title: `Models of ${displayName}`,
        description: 'Models, aliases and the default, with who says so.',
        mimeType: 'application/json',
      },
      async (uri) => {
        const [models] = await gateway.models.list(id);
        const text = JSON.stringify(models && describeModels(models));
        return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
      },
    );
  }
}
