import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';
import { changedLines } from './changed-lines.js';

// Clients are told by the files of a throw-away home; PATH holds none of them.

let sandbox: Sandbox;
let home: string;
beforeEach(() => {
  sandbox = createSandbox();
  home = path.dirname(sandbox.home);
});
afterEach(() => sandbox.remove());

const run = async (...words: string[]) => {
  const { code, stdout, stderr } = await runCommand(sandbox, ['install', ...words], { env: { PATH: '/nowhere' } });
  return { code, stdout: tidy(stdout), stderr };
};
const tidy = (text: string) => text.replaceAll(home, '~').replaceAll(/backup-[\w.-]+/g, 'backup-…');

const read = (name: string) => readFileSync(path.join(home, name), 'utf8');

function write(name: string, text: string, mode = 0o644): void {
  mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
  writeFileSync(path.join(home, name), text, { mode });
}

test('the clients that are on the machine get the server, in their own files', async () => {
  write('.claude.json', '{\n  "numStartups": 3\n}\n', 0o600);
  write('.codex/config.toml', '# mine\nmodel = "x"\n');
  mkdirSync(path.join(home, '.gemini'));
  mkdirSync(path.join(home, '.cursor'));
  const { code, stdout, stderr } = await run();
  expect(stdout).toMatchInlineSnapshot(`
    "✓ Claude Code  added: ~/.claude.json
        before: ~/.claude.json.backup-…
    ✓ Codex        added: ~/.codex/config.toml
        before: ~/.codex/config.toml.backup-…
    ✓ Gemini CLI   added: ~/.gemini/settings.json
    ✓ Cursor       added: ~/.cursor/mcp.json
    "
  `);
  expect(stderr).toMatchInlineSnapshot(`
    "
    Restart what is running. In a terminal each client asks before it calls a tool that can write.
    For runs without a person:
      claude -p needs --allowedTools mcp__gateway
      codex exec calls what only reads, such as llm_ask; for the rest: default_tools_approval_mode = "approve"
      gemini -p offers the tools only where the entry says "trust": true
    "
  `);
  expect(code).toBe(0);
  expect(JSON.parse(read('.claude.json'))).toEqual({
    numStartups: 3,
    mcpServers: { gateway: { type: 'stdio', command: process.execPath, args: [expect.stringMatching(/bin\.js$/)] } },
  });
  expect(read('.codex/config.toml')).toMatch(
    /^# mine\nmodel = "x"\n\n\[mcp_servers\.gateway\]\ncommand = .*\nrequired = true\n$/s,
  );
  expect(existsSync(path.join(home, '.grok'))).toBe(false);
});

test('a second time changes nothing and leaves no second backup', async () => {
  write('.claude.json', '{}');
  await run();
  const written = read('.claude.json');
  expect((await run()).stdout).toBe('- Claude Code  it is there already: ~/.claude.json\n');
  expect(read('.claude.json')).toBe(written);
  expect(readdirSync(home).filter((name) => name.includes('backup'))).toHaveLength(1);
});

test('the backup is what was there before', async () => {
  write('.cursor/mcp.json', '{ "mcpServers": {} }');
  await run('cursor');
  const [backup = ''] = readdirSync(path.join(home, '.cursor')).filter((name) => name.includes('backup'));
  expect(read(`.cursor/${backup}`)).toBe('{ "mcpServers": {} }');
});

// Windows has no modes, and links only for some.
test.skipIf(process.platform === 'win32')(
  'a new file is for its user alone, an old one keeps its mode, a link stays',
  async () => {
    write('dotfiles/mcp.json', '{}', 0o640);
    mkdirSync(path.join(home, '.cursor'));
    symlinkSync(path.join(home, 'dotfiles/mcp.json'), path.join(home, '.cursor/mcp.json'));
    await run('cursor', 'grok');
    expect(statSync(path.join(home, '.grok/config.toml')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(home, 'dotfiles/mcp.json')).mode & 0o777).toBe(0o640);
    expect(read('dotfiles/mcp.json')).toContain('"gateway"');
  },
);

test('--print shows what would be written, and writes nothing', async () => {
  write('.cursor/mcp.json', '{\n  "mcpServers": {\n    "docs": {}\n  }\n}\n');
  const { stdout } = await run('--print');
  expect(stdout.replaceAll(/"(command|args)": .*/g, '"$1": …')).toMatchInlineSnapshot(`
    "○ Cursor  would change ~/.cursor/mcp.json
        -     "docs": {}
        +     "docs": {},
        +     "gateway": {
        +       "command": …
        +       "args": …
        +     }
    "
  `);
  expect(read('.cursor/mcp.json')).not.toContain('gateway');
  expect(readdirSync(path.join(home, '.cursor'))).toEqual(['mcp.json']);
});

test('--uninstall takes it out again', async () => {
  write('.codex/config.toml', '# mine\nmodel = "x"\n');
  await run();
  const { stdout } = await run('--uninstall');
  expect(stdout).toMatch(/^✓ Codex {2}removed: ~\/\.codex\/config\.toml\n/);
  expect(read('.codex/config.toml')).toBe('# mine\nmodel = "x"\n');
  expect((await run('--uninstall')).stdout).toBe('- Codex  it was not there: ~/.codex/config.toml\n');
});

test('a file that cannot be read is left as it is, and the others are written', async () => {
  write('.codex/config.toml', 'model = \n');
  mkdirSync(path.join(home, '.gemini'));
  const { code, stdout } = await run();
  expect(stdout).toBe(
    [
      '✗ Codex       left as it is: ~/.codex/config.toml is not TOML: line 1 cannot be read',
      '    by hand: llm-gateway clients codex',
      '✓ Gemini CLI  added: ~/.gemini/settings.json',
      '',
    ].join('\n'),
  );
  expect(code).toBe(1);
  expect(read('.codex/config.toml')).toBe('model = \n');
});

test('without a client, and with one that nobody knows, it says which there are', async () => {
  expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('Name one: claude-code, codex, ') });
  expect(await run('nobody')).toMatchObject({ code: 2, stderr: expect.stringMatching(/"nobody" is no client/) });
});

test('what changed is shown line by line', () => {
  expect(changedLines('a\nb\nc\n', 'a\nx\ny\nc\n')).toEqual(['- b', '+ x', '+ y']);
  expect(changedLines('', 'a\n')).toEqual(['+ a']);
  expect(changedLines('a\na\n', 'a\na\na\n')).toEqual(['+ a']);
});
