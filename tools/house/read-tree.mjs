import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The files that a check looks at, and what one says. Tests make one from an object literal.
 *
 * @typedef {{ readonly paths: readonly string[], readonly read: (file: string) => string }} Tree
 *
 * What is wrong, where, and what to do about it.
 * @typedef {{ readonly file: string, readonly line?: number, readonly fault: string, readonly remedy: string }} Problem
 */

/**
 * The files that git has or would take, by their paths relative to the root.
 *
 * @returns {Tree}
 */
export function readTree(root) {
  const paths = listFiles(root).filter((file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile());
  return treeOf(paths.toSorted(), (file) => readFileSync(path.join(root, file), 'utf8'));
}

function listFiles(root) {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', args, options).split('\0').filter(Boolean);
  } catch {
    // No git, or a copy without its history.
    const made = new Set(['node_modules', 'dist', '.git', '.toolchain', 'coverage']);
    return globSync('**', { cwd: root, exclude: (file) => made.has(path.basename(file)) });
  }
}

/**
 * @param {Readonly<Record<string, string>>} files Contents by path.
 * @returns {Tree}
 */
export function treeFrom(files) {
  return treeOf(Object.keys(files), (file) => files[file] ?? '');
}

function treeOf(paths, load) {
  const contents = new Map();
  return {
    paths,
    read: (file) => {
      if (!contents.has(file)) contents.set(file, load(file));
      return contents.get(file);
    },
  };
}

/** The lines of a file that a pattern without the `g` flag matches, with their numbers. */
export function matchingLines(tree, file, pattern) {
  return tree
    .read(file)
    .split('\n')
    .flatMap((text, index) => {
      const match = pattern.exec(text);
      return match === null ? [] : [{ line: index + 1, text, match }];
    });
}
