import { describe, expect, test } from 'vitest';
import { addToToml, removeFromToml } from './edit-toml.js';
import { readToml } from './read-toml.js';

const entry = {
  servers: 'mcp_servers',
  command: 'npx',
  args: ['-y', '@llm-gateway/mcp-server'],
  extras: { required: true },
} as const;
const add = (text: string) => addToToml(text, entry);
const remove = (text: string) => removeFromToml(text, entry);

const TABLE = `[mcp_servers.gateway]
command = "npx"
args = ["-y", "@llm-gateway/mcp-server"]
required = true
`;

test('the server becomes a table at the end of the file', () => {
  expect(add('')).toEqual({ text: TABLE, change: 'added' });
  expect(add('model = "x" # mine\n').text).toBe(`model = "x" # mine\n\n${TABLE}`);
  expect(add('model = "x"').text).toBe(`model = "x"\n\n${TABLE}`);
  expect(add('a = 1\r\n').text).toBe(`a = 1\r\n\r\n${TABLE.replaceAll('\n', '\r\n')}`);
});

test('what is there already is left alone', () => {
  expect(add(TABLE)).toEqual({ text: TABLE, change: 'unchanged' });
});

test('an entry of another installation gets the new command and keeps what its user has added', () => {
  const text = `[mcp_servers.gateway] # the gateway
args = [
  '/old/llm-gateway/dist/bin.js', # by hand
]
tool_timeout_sec = 600

[mcp_servers.gateway.env]
KEY = "value"
`;
  expect(add(text).text).toBe(`[mcp_servers.gateway] # the gateway
command = "npx"
args = ["-y", "@llm-gateway/mcp-server"]
tool_timeout_sec = 600

[mcp_servers.gateway.env]
KEY = "value"
`);
});

describe('taking it out again leaves what was there', () => {
  test.each(['', 'a = 1\n', '# only a comment\n', 'a = 1\n\n[mcp_servers.docs]\ncommand = "docs"\n', 'a = 1\r\n'])(
    '%j',
    (text) => {
      expect(remove(add(text).text)).toEqual({ text, change: 'removed' });
      expect(remove(text)).toEqual({ text, change: 'absent' });
    },
  );

  test('in the middle of a file, with the tables below it', () => {
    expect(remove(`a = 1\n\n${TABLE}\n[mcp_servers.gateway.env]\nA = "b"\n\n# about b\n[b]\nc = 1\n`).text).toBe(
      'a = 1\n\n# about b\n[b]\nc = 1\n',
    );
  });
});

test.each([
  ['a = \n', 'is not TOML: line 1 cannot be read'],
  ['a = 1\nnonsense\n', 'is not TOML: line 2 cannot be read'],
  ['[table\n', 'is not TOML: line 1 cannot be read'],
  ['a = [1, 2\n', 'is not TOML: line 2 cannot be read'],
  ['a = "open\n', 'is not TOML: line 1 cannot be read'],
  ['a = 1 b = 2\n', 'is not TOML: line 1 cannot be read'],
  ['mcp_servers = {}\n', 'does not have "mcp_servers.gateway" as a table of its own'],
  ['mcp_servers.gateway.command = "npx"\n', 'does not have "mcp_servers.gateway" as a table of its own'],
  ['[mcp_servers]\ngateway = { command = "x" }\n', 'does not have "mcp_servers.gateway" as a table of its own'],
  ['[mcp_servers.gateway]\ncommand = "other"\n', 'has another server called "gateway"'],
])('%j is refused with a sentence', (text, reason) => {
  expect(() => add(text)).toThrow(reason);
  expect(() => remove(text)).toThrow(reason);
});

test('all of TOML is read: strings of four kinds, dates, nested lists and tables, quoted keys', () => {
  const text = `title = "a \\" # ]"
'quoted key'."and.dotted" = 'C:\\path\\'
many = """
[not.a.table]
""" # end
raw = '''
x = "'''
at = 2026-11-22 10:00:00.5Z
day = 2026-11-22
numbers = [ 1_000, -0x1F, +inf, [ "deep", { a.b = 1, c = [] } ], ] # trailing
inline = { on = true, name = "x" }
[[list]]
[ spaced . "name" ]
k=1
`;
  expect(readToml(text).map(({ kind, path }) => `${kind} ${JSON.stringify(path)}`)).toMatchInlineSnapshot(`
    [
      "pair ["title"]",
      "pair ["quoted key","and.dotted"]",
      "pair ["many"]",
      "pair ["raw"]",
      "pair ["at"]",
      "pair ["day"]",
      "pair ["numbers"]",
      "pair ["inline"]",
      "array-table ["list"]",
      "table ["spaced","name"]",
      "pair ["spaced","name","k"]",
    ]
  `);
});
