import { matchingLines } from './read-tree.mjs';

const FORBIDDEN = [
  [
    /\bvi\.(mock|doMock|hoisted)\b/,
    'mocks a module',
    'Give the function what it needs as an argument, or start a real process (fakeCli).',
  ],
  [
    /\bvi\.(useFakeTimers|setSystemTime|advanceTimers\w*|runAllTimers\w*)\b/,
    'fakes the clock',
    'Pass the time as an argument, or wait for a claim to hold.',
  ],
  [/\b(test|it|describe)(\.\w+)*\.only\b/, 'runs nothing but one test', 'Remove ".only".'],
  [/\b(test|it|describe)\.todo\b/, 'promises a test', 'Write the test, or an issue.'],
];
const SKIP = /\b(test|it|describe)(\.\w+)*\.(skip|skipIf|runIf)\b/;

/** Tests that prove less than they seem to. */
export function findBadManners(tree) {
  return tree.paths.filter((file) => /\.test\.[mc]?[jt]s$/.test(file)).flatMap((file) => inspect(tree, file));
}

function inspect(tree, file) {
  const lines = tree.read(file).split('\n');
  const forbidden = FORBIDDEN.flatMap(([pattern, fault, remedy]) =>
    matchingLines(tree, file, pattern).map(({ line }) => ({ file, line, fault, remedy })),
  );
  const unexplained = matchingLines(tree, file, SKIP)
    .filter(({ line, text }) => !/\/\/ \S|\*\//.test(text) && !/^\s*(\/\/ \S|\*\/)/.test(lines[line - 2] ?? ''))
    .map(({ line }) => ({
      file,
      line,
      fault: 'skips a test without saying why',
      remedy: 'Say the reason in a comment above it.',
    }));
  return [...forbidden, ...unexplained, ...misplaced(tree, file)];
}

/** A test lies where the code lies that it tests. */
function misplaced({ paths }, file) {
  if (file.startsWith('e2e/')) return [];
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const isBesideCode = paths.some(
    (other) =>
      other.startsWith(folder) &&
      /^[^/]+\.m?ts$|^[^/]+\.mjs$/.test(other.slice(folder.length)) &&
      !/\.test\./.test(other),
  );
  if (isBesideCode) return [];
  return [{ file, fault: 'lies beside no code', remedy: 'Put the test into the folder of the file that it tests.' }];
}
