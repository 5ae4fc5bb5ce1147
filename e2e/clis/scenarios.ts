import type { CliId } from './pinned-cli.ts';

/** One run worth recording. */
export interface Scenario {
  readonly name: string;
  readonly prompt: string;
  readonly extraArguments?: readonly string[];
  /** Default: a new session. All but `unknown` come after a first turn that is not recorded. */
  readonly session?: 'resume' | 'fork' | 'unknown' | 'unknown-beside-another';
  /** Nobody is logged in. */
  readonly withoutKey?: boolean;
  /** The API refuses the key. */
  readonly withWrongKey?: boolean;
  /** Nothing listens where the API should be. */
  readonly withoutApi?: boolean;
  /** Sent once the API has begun its answer. */
  readonly signal?: NodeJS.Signals;
  /** Put into the project folder before the run. */
  readonly projectFiles?: Readonly<Record<string, string>>;
  /** Offer the tools of `mcp-probe.ts`. */
  readonly withMcpServer?: boolean;
}

/** The scenarios of a CLI: those that all have, in its own words for tools and flags, and what is characteristic of it. */
export function scenariosOf(id: CliId): readonly Scenario[] {
  return [...common, ...own[id]];
}

const tooLong: Readonly<Record<CliId, string>> = {
  claude: 'message=prompt is too long: 1250000 tokens > 1000000 maximum',
  codex: 'code=context_length_exceeded message=Your input exceeds the context window of this model.',
  gemini: 'message=The input token count (1250000) exceeds the maximum number of tokens allowed (1048576).',
  grok: "message=This model's maximum prompt length is 500000 but the request contains 625000 tokens.",
};

const common: readonly Scenario[] = [
  { name: 'turn', prompt: '[[say Hello from the model.]] Greet me.' },
  { name: 'resume', prompt: '[[history]] What did I say?', session: 'resume' },
  { name: 'unknown-session', prompt: 'Go on.', session: 'unknown' },
  { name: 'thinking', prompt: '[[think The user wants a number.]] [[say Forty-two.]] Think of a number.' },
  { name: 'usage', prompt: '[[usage 1200 34 200]] [[say Counted.]] Count.' },
  { name: 'slow-stream', prompt: '[[slow 4 150]] [[say done]] Take your time.' },
  { name: 'big', prompt: '[[big 20000]] Write a lot.' },
  { name: 'empty', prompt: '[[say]] Say nothing.' },
  { name: 'unauthorized', prompt: 'Hello.', withWrongKey: true },
  { name: 'not-logged-in', prompt: 'Hello.', withoutKey: true },
  { name: 'forbidden', prompt: '[[status 403]] Hello.' },
  { name: 'rate-limited', prompt: '[[status 429]] Hello.' },
  { name: 'rate-limited-retry-after', prompt: '[[status 429 retry-after=1]] Hello.' },
  { name: 'server-error', prompt: '[[status 500]] Hello.' },
  { name: 'api-retry', prompt: '[[fail 1 500]] [[say Second try.]] Hello.' },
  { name: 'connection-refused', prompt: 'Hello.', withoutApi: true },
  { name: 'connection-dropped', prompt: '[[drop]] Hello.' },
  { name: 'garbage', prompt: '[[garbage]] Hello.' },
  { name: 'broken-stream', prompt: '[[break code=server_error message=Something broke]] Tell me a long story.' },
  { name: 'bad-flag', prompt: 'Hello.', extraArguments: ['--no-such-flag'] },
  { name: 'terminated', prompt: '[[stall]] Tell me a long story.', signal: 'SIGTERM' },
  { name: 'interrupted', prompt: '[[stall]] Tell me a long story.', signal: 'SIGINT' },
];

const own: Readonly<Record<CliId, readonly Scenario[]>> = {
  claude: [
    {
      name: 'tool-call',
      prompt: '[[tool Bash {"command":"echo out; exit 3","description":"Fail"}]] Run it.',
      extraArguments: ['--permission-mode', 'bypassPermissions'],
    },
    {
      name: 'file-change',
      prompt:
        '[[tool Write {"file_path":"/work/project/new.txt","content":"one\\n"}]] [[tool Edit {"file_path":"/work/project/new.txt","old_string":"one","new_string":"two"}]] Write it.',
      extraArguments: ['--permission-mode', 'acceptEdits'],
    },
    {
      name: 'permission-denied',
      prompt: '[[tool Bash {"command":"touch denied.txt","description":"Touch"}]] Try it.',
    },
    {
      name: 'plan-mode',
      prompt: '[[tool Write {"file_path":"/work/project/new.txt","content":"one\\n"}]] Write it.',
      extraArguments: ['--permission-mode', 'plan'],
    },
    { name: 'unknown-tool', prompt: '[[tool Nope {}]] Try it.' },
    {
      name: 'mcp-tool-call',
      prompt: '[[tool mcp__probe__echo {"text":"hi"}]] [[tool mcp__probe__fail {}]] Try them.',
      extraArguments: ['--allowedTools', 'mcp__probe'],
      withMcpServer: true,
    },
    {
      name: 'subagent',
      prompt:
        '[[tool Task {"description":"Help","prompt":"[[say Sub-answer.]] Help me.","subagent_type":"claude"}]] Delegate.',
    },
    { name: 'fork', prompt: '[[history]] And now?', session: 'fork' },
    { name: 'unknown-model', prompt: 'Hello.', extraArguments: ['--model', 'no-such-model'] },
    {
      name: 'max-turns',
      prompt: '[[tool Bash {"command":"true","description":"Nothing"}]] Run it.',
      extraArguments: ['--permission-mode', 'bypassPermissions', '--max-turns', '1'],
    },
    {
      name: 'max-budget',
      prompt: '[[usage 500000 100000]] [[say Expensive.]] Spend.',
      extraArguments: ['--max-budget-usd', '0.01'],
    },
    { name: 'overloaded', prompt: '[[status 529]] Hello.' },
    { name: 'context-overflow', prompt: `[[status 400 ${tooLong.claude}]] Hello.` },
    { name: 'slash-command', prompt: '/cost' },
  ],
  codex: [
    { name: 'tool-call', prompt: '[[tool exec_command {"cmd":"echo out; exit 3"}]] Run it.' },
    {
      name: 'tool-call-direct',
      prompt: '[[tool exec_command {"cmd":"echo out; exit 3"}]] Run it.',
      extraArguments: ['--model', 'gpt-5.5'],
    },
    {
      name: 'file-change',
      prompt: `[[tool apply_patch {"input":"*** Begin Patch\\n*** Add File: new.txt\\n+one\\n*** End Patch\\n"}]] [[tool apply_patch {"input":"*** Begin Patch\\n*** Update File: new.txt\\n@@\\n-one\\n+two\\n*** End Patch\\n"}]] [[tool apply_patch {"input":"*** Begin Patch\\n*** Delete File: new.txt\\n*** End Patch\\n"}]] Write it.`,
      extraArguments: ['--sandbox', 'workspace-write'],
    },
    { name: 'permission-denied', prompt: '[[tool exec_command {"cmd":"touch denied.txt"}]] Try it.' },
    {
      name: 'file-change-denied',
      prompt: `[[tool apply_patch {"input":"*** Begin Patch\\n*** Add File: new.txt\\n+one\\n*** End Patch\\n"}]] Write it.`,
    },
    {
      name: 'mcp-tool-call',
      prompt: '[[tool mcp__probe/echo {"text":"hi"}]] [[tool mcp__probe/fail {}]] Try them.',
      withMcpServer: true,
    },
    { name: 'fork', prompt: '[[history]] And now?', session: 'fork' },
    { name: 'unknown-model', prompt: 'Hello.', extraArguments: ['--model', 'no-such-model'] },
    { name: 'overloaded', prompt: '[[status 503]] Hello.' },
    {
      name: 'quota-exceeded',
      prompt: '[[status 429 code=insufficient_quota message=You exceeded your current quota.]] Hello.',
    },
    { name: 'context-overflow', prompt: `[[status 400 ${tooLong.codex}]] Hello.` },
    { name: 'bad-request', prompt: '[[status 400]] Hello.' },
  ],
  gemini: [
    {
      name: 'tool-call',
      prompt: '[[tool run_shell_command {"command":"echo out; exit 3"}]] Run it.',
      extraArguments: ['--approval-mode', 'yolo'],
    },
    {
      name: 'file-change',
      prompt:
        '[[tool write_file {"file_path":"new.txt","content":"one\\n"}]] [[tool replace {"file_path":"new.txt","instruction":"Change one to two","old_string":"one","new_string":"two"}]] Write it.',
      extraArguments: ['--approval-mode', 'auto_edit'],
    },
    { name: 'permission-denied', prompt: '[[tool run_shell_command {"command":"touch denied.txt"}]] Try it.' },
    { name: 'unknown-session-beside-another', prompt: 'Go on.', session: 'unknown-beside-another' },
    { name: 'unknown-tool', prompt: '[[tool nope {}]] Try it.' },
    {
      name: 'mcp-tool-call',
      prompt: '[[tool mcp_probe_echo {"text":"hi"}]] [[tool mcp_probe_fail {}]] Try them.',
      extraArguments: ['--approval-mode', 'yolo'],
      withMcpServer: true,
    },
    { name: 'unknown-model', prompt: 'Hello.', extraArguments: ['--model', 'no-such-model'] },
    { name: 'routed-model', prompt: '[[say Routed.]] Hello.', extraArguments: ['--model', 'auto'] },
    {
      name: 'max-turns',
      prompt: '[[tool list_directory {"dir_path":"."}]] [[tool list_directory {"dir_path":"."}]] Run it.',
      projectFiles: { '.gemini/settings.json': '{"model":{"maxSessionTurns":1}}\n' },
    },
    { name: 'overloaded', prompt: '[[status 503]] Hello.' },
    { name: 'context-overflow', prompt: `[[status 400 ${tooLong.gemini}]] Hello.` },
    {
      name: 'bad-key',
      prompt: '[[status 400 message=API key not valid. Please pass a valid API key.]] Hello.',
    },
  ],
  grok: [
    {
      name: 'tool-call',
      prompt: '[[tool run_terminal_command {"command":"echo out; exit 3","description":"Fail"}]] Run it.',
      extraArguments: ['--always-approve'],
    },
    {
      name: 'file-change',
      prompt:
        '[[tool write {"file_path":"new.txt","content":"one\\n"}]] [[tool search_replace {"file_path":"new.txt","old_string":"one","new_string":"two"}]] Write it.',
      extraArguments: ['--always-approve'],
    },
    {
      name: 'permission-denied',
      prompt: '[[tool run_terminal_command {"command":"rm -f denied.txt","description":"Remove"}]] Try it.',
    },
    { name: 'unknown-tool', prompt: '[[tool nope {}]] Try it.' },
    {
      name: 'mcp-tool-call',
      prompt:
        '[[tool use_tool {"tool_name":"probe__echo","tool_input":{"text":"hi"}}]] [[tool use_tool {"tool_name":"probe__fail","tool_input":{}}]] Try them.',
      extraArguments: ['--always-approve'],
      withMcpServer: true,
    },
    { name: 'fork', prompt: '[[history]] And now?', session: 'fork' },
    { name: 'unknown-model', prompt: 'Hello.', extraArguments: ['--model', 'no-such-model'] },
    {
      name: 'max-turns',
      prompt:
        '[[tool run_terminal_command {"command":"true","description":"Nothing"}]] [[tool run_terminal_command {"command":"true","description":"Nothing"}]] Run it.',
      extraArguments: ['--always-approve', '--max-turns', '1'],
    },
    { name: 'overloaded', prompt: '[[status 503]] Hello.' },
    { name: 'context-overflow', prompt: `[[status 400 ${tooLong.grok}]] Hello.` },
  ],
};
