// The rules of this house that no linter knows: `pnpm run house`. Each check is a file in tools/house/.
import path from 'node:path';
import { findBadManners } from './house/test-manners.mjs';
import { findDeadExports } from './house/dead-exports.mjs';
import { findLayoutFaults } from './house/provider-layout.mjs';
import { findLongFiles } from './house/file-length.mjs';
import { findManifestFaults } from './house/manifests.mjs';
import { findPrivatePlaces } from './house/private-places.mjs';
import { findProviderNames } from './house/provider-names.mjs';
import { readTree } from './house/read-tree.mjs';

const root = path.resolve(import.meta.dirname, '..');
const tree = readTree(root);
const problems = [
  ...findProviderNames(tree),
  ...findLayoutFaults(tree),
  ...findManifestFaults(tree),
  ...findLongFiles(tree),
  ...findBadManners(tree),
  ...findPrivatePlaces(tree, root),
  ...findDeadExports(root),
];

for (const { file, line, fault, remedy } of problems) {
  console.error(`${file}${line === undefined ? '' : `:${line}`}  ${fault}\n    ${remedy}`);
}
if (problems.length > 0) {
  console.error(`\nHouse rules: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
  process.exitCode = 1;
} else console.log(`House rules: ${tree.paths.length} files, no problem.`);
