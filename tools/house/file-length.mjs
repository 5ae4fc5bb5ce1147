const LIMITS = [
  [/^README\.md$/, 200],
  [/^(packages|examples)\/[^/]+\/README\.md$/, 120],
  [/^docs\/decisions\//, 40],
  [/\.(m?[jt]s|md|ya?ml|sh)$|^\.ci\//, 400],
];

/** Made by programs, or recorded from them. */
const EXEMPT = /(^|\/)(fixtures|recordings|results)\/|(^|\/)(CHANGELOG\.md|pnpm-lock\.yaml)$/;

/** A file that has grown long holds a second idea. */
export function findLongFiles(tree) {
  return tree.paths
    .filter((file) => !EXEMPT.test(file))
    .flatMap((file) => {
      const limit = LIMITS.find(([pattern]) => pattern.test(file))?.[1];
      const lines = limit === undefined ? 0 : tree.read(file).trimEnd().split('\n').length;
      if (limit === undefined || lines <= limit) return [];
      const remedy = 'Look for the second idea in it and give it a file of its own.';
      return [{ file, line: limit + 1, fault: `has ${lines} lines, ${limit} is the limit`, remedy }];
    });
}
