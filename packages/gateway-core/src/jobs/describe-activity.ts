import type { AgentEvent, JsonValue } from '../provider.js';
import { redact } from '../recorder/redact.js';

const MAX_CHARS = 80;
/** Fields of tool inputs that tell a person most, in this order. */
const TELLING_FIELDS = ['command', 'cmd', 'file_path', 'path', 'pattern', 'query', 'url', 'description'];

/** What an agent is doing, as a few words for a person; `undefined` where an event says nothing new about that. */
export function describeActivity(event: AgentEvent): string | undefined {
  switch (event.type) {
    case 'text':
      return 'writing';
    case 'thought':
      return 'thinking';
    case 'tool-call':
      return clip([event.name, tellingPart(event.input)].filter((part) => part !== undefined).join(': '));
    case 'file-change':
      return clip(`${event.change} ${event.path}`);
    case 'warning':
      return event.warning.code === 'retrying' ? clip(event.warning.message) : undefined;
    default:
      return undefined;
  }
}

function tellingPart(input: JsonValue): string | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const values = Object.entries(input);
  for (const field of TELLING_FIELDS) {
    const value = values.find(([name]) => name === field)?.[1];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** Progress is shown and written down, so it holds no secret; half of one would not be known for what it is. */
function clip(text: string): string {
  const line = redact(text.slice(0, 10 * MAX_CHARS))
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= MAX_CHARS ? line : `${line.slice(0, MAX_CHARS - 1)}…`;
}
