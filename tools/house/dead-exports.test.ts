import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findDeadExports } from './dead-exports.mjs';

test('an export and a file that nothing uses are found', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'llm-gateway-dead-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'src'));
  const files = {
    'package.json': JSON.stringify({ name: 'x', type: 'module', exports: './src/index.js' }),
    'src/index.js': "import { used } from './parts.js';\n\nexport const answer = used;\n",
    'src/parts.js': 'export const used = 42;\nexport const dead = 43;\n',
    'src/forgotten.js': 'console.log(1);\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(root, name), content);
  expect(findDeadExports(root)).toEqual([
    { file: 'src/forgotten.js', fault: 'is used by nothing', remedy: 'Delete the file, or use it.' },
    {
      file: 'src/parts.js',
      line: 2,
      fault: 'exports what nothing else uses ("dead")',
      remedy: 'Remove "export", or the thing itself.',
    },
  ]);
});
