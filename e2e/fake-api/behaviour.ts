/** What a prompt asks the fake model to do. Absent fields mean: behave like a healthy API. */
export interface Behaviour {
  readonly say?: string;
  readonly think?: string;
  /** Answer with the history of the request: the proof that a session was resumed. */
  readonly tellsHistory?: boolean;
  /** Called one after the other, each when the result of the one before is in. */
  readonly tools: readonly ToolCall[];
  readonly usage?: TokenCount;
  readonly failure?: Failure;
  readonly fault?: Fault;
  /** The answer begins well, with status 200, and ends in an error event. */
  readonly breakOff?: Pick<Failure, 'code' | 'message'>;
  readonly slow?: { readonly chunks: number; readonly pauseMs: number };
  readonly characters?: number;
  /** The prompt without its directives. */
  readonly rest: string;
}

export interface Failure {
  readonly status: number;
  /** Default: for ever. */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
  /** Default: `fake failure <status>`. */
  readonly message?: string;
  /** The error's name on the wire, such as `context_length_exceeded`. Default: the usual one of the status. */
  readonly code?: string;
}

export interface TokenCount {
  /** With those that came from a cache; each wire tells the two apart in its own way. */
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
}

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** hang: never answers. stall: begins, then stops. drop: cuts the connection. garbage: answers nonsense. */
export type Fault = 'hang' | 'stall' | 'drop' | 'garbage';

/**
 * Reads the directives of a prompt. Without one the answer is `echo: <the prompt>`.
 *
 *     [[say TEXT]]             answers TEXT
 *     [[history]]              answers the history of the request as JSON: [{ role, text }, …]
 *     [[big N]]                answers N characters
 *     [[slow N MS]]            sends N extra pieces, MS milliseconds before each, then the answer
 *     [[think TEXT]]           thinks before it answers
 *     [[tool NAME {JSON}]]     calls a tool, then answers `tool said: <its result>`; several are called in turn
 *     [[usage IN OUT CACHED]]  reports these token counts; CACHED may be left out
 *     [[status N]]             fails, always
 *     [[fail TIMES N]]         fails with status N that often, then succeeds
 *     [[break]]                begins well and ends in an error event
 *     [[hang]] [[stall]] [[drop]] [[garbage]]   see `Fault`
 *
 * `status`, `fail` and `break` take `retry-after=SECONDS`, `code=WORD` and, at the end, `message=ANY TEXT`.
 * Unknown words in double brackets are left in the text.
 */
export function readBehaviour(prompt: string): Behaviour {
  const tools: ToolCall[] = [];
  let behaviour: Omit<Behaviour, 'tools' | 'rest'> = {};
  let rest = '';
  let position = 0;
  let found = false;
  while (position < prompt.length) {
    const start = prompt.indexOf('[[', position);
    const directive = start === -1 ? undefined : readDirective(prompt, start);
    if (!directive) {
      const next = start === -1 ? prompt.length : start + 2;
      rest += prompt.slice(position, next);
      position = next;
      continue;
    }
    found = true;
    rest += prompt.slice(position, start);
    position = directive.end;
    if (directive.tool) tools.push(directive.tool);
    behaviour = { ...behaviour, ...directive.settings };
  }
  return { ...behaviour, tools, rest: found ? rest.trim() : prompt };
}

const directiveHead = /^\[\[(say|history|big|slow|think|tool|usage|status|fail|break|hang|stall|drop|garbage)[\s\]]/;

interface Directive {
  readonly end: number;
  readonly settings?: Omit<Behaviour, 'tools' | 'rest'>;
  readonly tool?: ToolCall;
}

function readDirective(prompt: string, start: number): Directive | undefined {
  // A long prompt may be full of brackets: look at the word before looking for the end.
  if (!directiveHead.test(prompt.slice(start, start + 12))) return undefined;
  const toolHead = /^\[\[tool\s+(\S+?)(?=\s|\]\])\s*/.exec(prompt.slice(start, start + 300));
  if (toolHead?.[1]) return readToolCall(prompt, start + toolHead[0].length, toolHead[1]);
  const close = prompt.indexOf(']]', start);
  if (close === -1) return undefined;
  const settings = readSettings(prompt.slice(start + 2, close));
  return settings && { end: close + 2, settings };
}

/** The arguments are JSON and may hold brackets themselves, so the end is where the JSON ends. */
function readToolCall(prompt: string, argumentsStart: number, name: string): Directive | undefined {
  for (let close = prompt.indexOf(']]', argumentsStart); close !== -1; close = prompt.indexOf(']]', close + 1)) {
    const text = prompt.slice(argumentsStart, close).trim();
    try {
      // A test writes these arguments; the CLI checks them against its own schema.
      const input = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
      return { end: close + 2, tool: { name, input } };
    } catch {
      /* these brackets are inside the JSON: look for the next ones */
    }
  }
  return undefined;
}

function readSettings(directive: string): Directive['settings'] {
  const [word = ''] = directive.split(/\s/, 1);
  const text = directive.slice(word.length + 1);
  const numbers = text.split(/\s+/).map(Number);
  const [first = 0, second = 0, third] = numbers;
  switch (word) {
    case 'say':
      return { say: text };
    case 'think':
      return { think: text };
    case 'history':
      return { tellsHistory: true };
    case 'usage':
      return { usage: { input: first, output: second, ...(third === undefined ? {} : { cached: third }) } };
    case 'status':
      return { failure: { status: first, ...failureDetails(text) } };
    case 'fail':
      return { failure: { times: first, status: second, ...failureDetails(text) } };
    case 'break':
      return { breakOff: failureDetails(text) };
    case 'slow':
      return { slow: { chunks: first, pauseMs: second } };
    case 'big':
      return { characters: first };
    case 'hang':
    case 'stall':
    case 'drop':
    case 'garbage':
      return { fault: word };
    default:
      return undefined;
  }
}

/** `retry-after=3`, `code=word` and, last because it takes the rest, `message=any text`. */
function failureDetails(text: string): Partial<Failure> {
  const seconds = /\bretry-after=(\d+)/.exec(text)?.[1];
  const code = /\bcode=(\S+)/.exec(text)?.[1];
  const message = /\bmessage=(.*)$/s.exec(text)?.[1];
  return {
    ...(seconds === undefined ? {} : { retryAfterSeconds: Number(seconds) }),
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
  };
}
