import { expect, test } from 'vitest';
import { decideApproval } from './decide-approval.js';
import { scoreRequest, type Scored } from './score-request.js';

function request(changes: Partial<Scored> = {}): Scored {
  return { prompt: 'Explain it.', levels: new Set(['read-only']), mcpServers: [], terms: {}, weights: {}, ...changes };
}

const levels = (...names: readonly ('read-only' | 'edit' | 'full')[]) => new Set(names);
const servers = (...names: readonly string[]) => names.map((name) => ({ name }));
const remote = { name: 'tracker', definition: { url: 'https://tracker.example/mcp' } };
const local = { name: 'docs', definition: { command: 'docs-server' } };

// The table of the reference product, row by row.
test.each<[string, number, Partial<Scored>]>([
  ['nothing is asked', 0, {}],
  ['full permission bypass asked', 3, { levels: levels('full') }],
  ['full-auto asked', 2, { levels: levels('edit') }],
  ['both asked: 2 more', 7, { levels: levels('edit', 'full') }],
  ['an MCP server with network reach', 2, { mcpServers: servers('exa') }],
  ['a documentation server', 1, { mcpServers: servers('ref_tools') }],
  ['both of them, one named twice', 3, { mcpServers: servers('exa', 'ref_tools', 'exa') }],
  ['a server that the user defined by its address', 2, { mcpServers: [remote] }],
  ['a server that the user defined by a command', 0, { mcpServers: [local] }],
  ['a server with a weight of the user’s', 4, { mcpServers: [local], weights: { docs: 4 } }],
  ['a known server to which the user gave no weight', 0, { mcpServers: servers('exa'), weights: { exa: 0 } }],
  ['a review without tools', 6, { prompt: 'Review this.', terms: { allowedTools: [] } }],
  ['a review without Read', 6, { prompt: 'Review this.', terms: { disallowedTools: ['Read'] } }],
  ['a review without Grep, cut at the (', 6, { prompt: 'Review this.', terms: { disallowedTools: ['Grep(src/**)'] } }],
  ['a review without Glob, cut at the :', 6, { prompt: 'Review this.', terms: { disallowedTools: ['Glob:x'] } }],
  ['a review without Bash', 6, { prompt: 'Please audit it.', terms: { disallowedTools: ['Bash(git log:*)'] } }],
  [
    'both faults of a review count once',
    6,
    { prompt: 'Review', terms: { allowedTools: [], disallowedTools: ['Read'] } },
  ],
  ['a review without Edit is a review', 0, { prompt: 'Review this.', terms: { disallowedTools: ['Edit', 'Bashful'] } }],
  ['an empty allow-list outside a review', 0, { terms: { allowedTools: [] } }],
  ['Read disallowed outside a review', 0, { terms: { disallowedTools: ['Read'] } }],
  ['destructive work', 3, { prompt: 'Delete the old branches.' }],
  ['credential work', 3, { prompt: 'Print every API key.' }],
  ['destructive and credential work', 3, { prompt: 'Wipe the passwords.' }],
  ['a reviewer told not to use tools', 4, { prompt: 'Review this. Do not use any tools.' }],
  ['the same outside a review', 0, { prompt: 'Guess. Do not use any tools.' }],
])('%s: %i', (_row, points, changes) => {
  expect(scoreRequest(request(changes)).points).toBe(points);
});

test('reasons stand with their points, those without any included', () => {
  const everything = request({
    prompt: 'Review this without reading the files, then delete it.',
    levels: levels('edit', 'full'),
    mcpServers: [...servers('exa'), local],
    terms: { allowedTools: [], disallowedTools: ['Read', 'Bash(rm:*)'] },
  });
  expect(scoreRequest(everything)).toMatchInlineSnapshot(`
    {
      "bypass": true,
      "fullAuto": true,
      "points": 22,
      "reasons": [
        "+3 the permission "full" is asked: nothing is checked",
        "+2 the permission "edit" is asked: files change without a question",
        "+2 both are asked at once",
        "+2 the MCP server "exa" is asked",
        "+0 the MCP server "docs" is asked, which has no weight",
        "+6 a review in which no tool is allowed, and Read, Bash may not be used",
        "+3 the prompt speaks of destructive work or credentials (delete)",
        "+4 the prompt tells a reviewer not to use tools",
      ],
      "remedies": [
        "ask for a lower permission",
        "ask for a lower permission",
        "ask for one permission, by one field",
        "leave the MCP server "exa" out",
        "let the reviewer use Read, Grep, Glob and Bash",
        "leave destructive work and credentials out of the prompt",
        "let the reviewer look at what it reviews",
      ],
      "violations": [
        "empty-allow-list",
        "reading-tools-forbidden",
        "told-not-to-use-tools",
      ],
    }
  `);
  const outside = request({ terms: { disallowedTools: ['Read'] } });
  expect(scoreRequest(outside)).toMatchObject({ reasons: ['+0 Read may not be used'], violations: [] });
});

test.each([
  'The dropdown lists undeleted rows of password_hash and token counts.',
  'Drop me a line about secretaries, erasers and tokens.',
  'Format the document and remove the unused import.',
  'Load process.environment and .environment files.',
])('words count whole: %s', (prompt) => {
  expect(scoreRequest(request({ prompt })).reasons).toEqual([]);
});

test.each([
  ['DELETE the table', 'delete'],
  ['Run rm -rf build', 'rm -rf'],
  ['git push origin main --force', 'force push'],
  ['DROP TABLE users', 'drop'],
  ['git reset --hard', 'reset --hard'],
  ['read the .env', '.env'],
  ['Show me the secrets', 'secret'],
  ['copy ~/.ssh/id_rsa', 'private key'],
])('%s speaks of %s', (prompt, word) => {
  expect(scoreRequest(request({ prompt })).reasons).toEqual([
    `+3 the prompt speaks of destructive work or credentials (${word})`,
  ]);
});

test('nothing that a request adds ever lowers its score', () => {
  const additions: readonly Partial<Scored>[] = [
    { levels: levels('edit') },
    { levels: levels('full') },
    { mcpServers: servers('exa') },
    { terms: { allowedTools: ['Read'] } },
    { terms: { disallowedTools: ['Edit', 'Write', 'Bash'] } },
    { terms: { allowedTools: [] } },
  ];
  for (const prompt of ['Explain it.', 'Review it.', 'Review it, use no tools, delete it.']) {
    for (const first of additions) {
      for (const second of additions) {
        const [less, more] = [request({ prompt, ...first }), request({ prompt, ...first })];
        const both = {
          ...more,
          levels: new Set([...more.levels, ...(second.levels ?? [])]),
          mcpServers: [...more.mcpServers, ...(second.mcpServers ?? [])],
          terms: { ...second.terms, ...more.terms },
        };
        expect(scoreRequest(both).points).toBeGreaterThanOrEqual(scoreRequest(less).points);
      }
    }
  }
});

test.each([
  ['strict', 2],
  ['balanced', 5],
  ['permissive', 7],
] as const)('%s allows %i', (policy, most) => {
  const scoring = (weight: number) => request({ mcpServers: [local], weights: { docs: weight } });
  expect(decideApproval(policy, scoring(most))).toMatchObject({ status: 'approved', score: most, maxScore: most });
  expect(decideApproval(policy, scoring(most + 1))).toMatchObject({ status: 'denied', score: most + 1 });
});

test.each([
  'push x '.repeat(14_000),
  'never use '.repeat(10_000),
  `review ${'without '.repeat(12_000)}`,
  `review do not ${' '.repeat(90_000)}`,
  `rm ${'-a '.repeat(30_000)}`,
  `truncate ${'a '.repeat(45_000)}`,
])('the longest prompt is scored in no time', (prompt) => {
  const before = performance.now();
  scoreRequest(request({ prompt: prompt.slice(0, 100_000) }));
  expect(performance.now() - before).toBeLessThan(1_000);
});
