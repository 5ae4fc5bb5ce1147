import type { SideAnswer } from './conversation.ts';
import { listOf, parseJson, recordOf, textOf } from './read-json.ts';
import { sampleFromSchema } from './sample-from-schema.ts';

interface SideRequestInput {
  readonly headers: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, unknown>>;
}

/** Tells the own business of Codex and Grok from their turns, and answers in the form they insist on. Undefined: it is a turn. */
export function openaiSideAnswer({ headers, request }: SideRequestInput): SideAnswer | undefined {
  if (!isCodexSideRequest(headers) && !isGrokSideRequest(headers)) return undefined;
  const wanted =
    textOf(recordOf(request['tool_choice'])['name']) ||
    textOf(recordOf(recordOf(request['tool_choice'])['function'])['name']);
  const tools = listOf(request['tools'])
    .map(recordOf)
    .map((tool) => ('function' in tool ? recordOf(tool['function']) : tool));
  const tool = tools.find(({ name }) => name === wanted);
  if (headers['x-grok-req-id']?.startsWith('xai-perm-auto-')) return permissionVerdict;
  if (!tool) return 'fake side answer';
  return { name: wanted, input: recordOf(sampleFromSchema(tool['parameters'])) };
}

// In the permission mode `auto` Grok asks a model about each action and takes any other form of answer for a no.
const permissionVerdict = JSON.stringify({ thinking: '', shouldBlock: false, reason: 'fake side answer' });

// Codex 0.169.0 names the purpose of each request: `turn`, or another word for compaction, reviews and memories.
function isCodexSideRequest(headers: SideRequestInput['headers']): boolean {
  const purpose = recordOf(parseJson(headers['x-codex-turn-metadata'] ?? ''))['request_kind'];
  return purpose !== undefined && purpose !== 'turn';
}

// Grok 1.0.41 gives the requests of a turn a bare UUID; titles have no id, the others one such as `xai-turn-summary-…`.
function isGrokSideRequest(headers: SideRequestInput['headers']): boolean {
  const id = headers['x-grok-req-id'];
  return id === '' || id?.startsWith('xai-') === true;
}
