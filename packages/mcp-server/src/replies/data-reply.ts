import type { CallToolResult } from '@modelcontextprotocol/server';

/** A management tool's reply: the same object as JSON text and as structure. */
export function dataReply(data: Readonly<Record<string, unknown>>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(data) }], structuredContent: { ...data } };
}
