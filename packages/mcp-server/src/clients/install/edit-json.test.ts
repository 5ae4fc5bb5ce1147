import { describe, expect, test } from 'vitest';
import { addToJson, removeFromJson } from './edit-json.js';
import { readJson } from './read-json.js';

const entry = {
  servers: 'mcpServers',
  command: 'npx',
  args: ['-y', '@llm-gateway/mcp-server'],
  extras: { type: 'stdio' },
} as const;
const add = (text: string) => addToJson(text, entry);
const remove = (text: string) => removeFromJson(text, entry);

test.each(['', '\n', '{}', '{ }\n'])('a file without anything (%j) gets the server', (text) => {
  expect(add(text)).toEqual({
    change: 'added',
    text: expect.stringMatching(/^\{\n {2}"mcpServers": \{\n {4}"gateway": \{\n[\s\S]*\}\n {2}\}\n\}\n?$/),
  });
});

test('comments, order, indentation and trailing commas stay', () => {
  const text = `// mine
{
    "theme": "dark", // easy on the eyes
    "mcpServers": {
        /* the one I wrote */
        "docs": { "command": "docs", "args": [] }, // keep
        // and no others
    },
    "last": true
}
`;
  expect(add(text).text).toMatchInlineSnapshot(`
    "// mine
    {
        "theme": "dark", // easy on the eyes
        "mcpServers": {
            /* the one I wrote */
            "docs": { "command": "docs", "args": [] }, // keep
            // and no others
            "gateway": {
                "type": "stdio",
                "command": "npx",
                "args": ["-y", "@llm-gateway/mcp-server"]
            }
        },
        "last": true
    }
    "
  `);
});

test('a file on one line stays on one line', () => {
  expect(add('{"mcpServers":{"a":{"command":"a"}}}').text).toBe(
    '{"mcpServers":{"a":{"command":"a"}, "gateway": {"type":"stdio","command":"npx","args":["-y","@llm-gateway/mcp-server"]}}}',
  );
});

test('lines that end as on Windows go on to', () => {
  const { text } = add('{\r\n  "a": 1\r\n}\r\n');
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  expect(readJson(text).value).toMatchObject({ a: 1, mcpServers: { gateway: { command: 'npx' } } });
});

test('what is there already is left alone', () => {
  const { text } = add('{}');
  expect(add(text)).toEqual({ text, change: 'unchanged' });
});

test('an entry of another installation gets the new command and keeps what its user has added', () => {
  const text = `{
  "mcpServers": {
    "gateway": {
      "command": "node", // by hand
      "args": ["/old/llm-gateway/dist/bin.js"],
      "trust": true
    }
  }
}
`;
  expect(add(text)).toEqual({
    change: 'updated',
    text: text.replace('"node"', '"npx"').replace('"/old/llm-gateway/dist/bin.js"', '"-y", "@llm-gateway/mcp-server"'),
  });
});

describe('taking it out again leaves what was there', () => {
  test.each([
    '{\n  "mcpServers": {\n    "a": { "command": "a" }\n  }\n}\n',
    '{\n\t"mcpServers": {\n\t\t"a": { "command": "a" }, // first\n\t\t"b": {} // last\n\t}\n}\n',
    '{\r\n  "mcpServers": {\r\n    "a": {}\r\n  }\r\n}\r\n',
    '{"mcpServers":{"a":{}}}',
    '{ "mcpServers": {}, "other": [1, 2] }',
  ])('%j', (text) => {
    const added = add(text).text;
    expect(readJson(added).value).toMatchObject({ mcpServers: { gateway: { command: 'npx', type: 'stdio' } } });
    expect(remove(added)).toEqual({ text, change: 'removed' });
  });

  test('wherever it stands among the others', () => {
    const other = (name: string) => `    "${name}": { "command": "${name}" }`;
    const ours = '    "gateway": { "command": "npx", "args": ["@llm-gateway/mcp-server"] }';
    const file = (...members: string[]) => `{\n  "mcpServers": {\n${members.join(',\n')}\n  }\n}\n`;
    const rest = file(other('a'), other('b'));
    expect(remove(file(ours, other('a'), other('b'))).text).toBe(rest);
    expect(remove(file(other('a'), ours, other('b'))).text).toBe(rest);
    expect(remove(file(other('a'), other('b'), ours)).text).toBe(rest);
    expect(remove(rest)).toEqual({ text: rest, change: 'absent' });
    expect(remove('')).toEqual({ text: '', change: 'absent' });
  });
});

test.each([
  ['{ "a": 1', 'is not JSON: line 1 cannot be read'],
  ['{\n  "a": 1\n  "b": 2\n}', 'is not JSON: line 3 cannot be read'],
  ['{} {}', 'is not JSON: line 1 cannot be read'],
  ["{ 'a': 1 }", 'is not JSON: line 1 cannot be read'],
  ['[]', 'holds no JSON object'],
  ['{ "mcpServers": [] }', 'has something else than servers under "mcpServers"'],
  ['{ "mcpServers": { "gateway": { "url": "https://other.example" } } }', 'has another server called "gateway"'],
])('%j is refused with a sentence', (text, reason) => {
  expect(() => add(text)).toThrow(reason);
  expect(() => remove(text)).toThrow(reason);
});

test('text that looks like a comment, a key or a bracket inside a string is text', () => {
  const text = '{\n  "url": "http://a.example/*x*/", "b\\"}": "{[//,"\n}\n';
  expect(readJson(add(text).text).value).toMatchObject({ url: 'http://a.example/*x*/', 'b"}': '{[//,' });
});
