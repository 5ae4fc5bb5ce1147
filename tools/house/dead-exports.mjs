import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const WHAT = {
  files: ['is used by nothing', 'Delete the file, or use it.'],
  exports: ['exports what nothing else uses', 'Remove "export", or the thing itself.'],
  duplicates: ['exports one thing under two names', 'Keep one name.'],
  dependencies: ['depends on what it does not use', 'Remove the dependency.'],
  devDependencies: ['depends on what it does not use', 'Remove the dependency.'],
  unlisted: ['uses a package that its package.json does not name', 'Add the dependency.'],
  unresolved: ['imports what is not there', 'Correct the import.'],
};

/** Code and dependencies that nothing needs, as knip finds them with `knip.json`. */
export function findDeadExports(root) {
  const knip = createRequire(import.meta.url).resolve('knip');
  const bin = knip.replace(/(knip)[\\/]dist[\\/].*$/, '$1/bin/knip.js');
  const args = [bin, '--reporter', 'json', '--no-progress', '--include', Object.keys(WHAT).join()];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return parseReport(stdout, stderr).flatMap((issue) =>
    Object.entries(WHAT).flatMap(([kind, [fault, remedy]]) =>
      (issue[kind] ?? []).flat().map(({ name, line }) => ({
        file: issue.file,
        ...(line === undefined ? {} : { line }),
        fault: kind === 'files' ? fault : `${fault} ("${name}")`,
        remedy,
      })),
    ),
  );
}

function parseReport(stdout, stderr) {
  try {
    return JSON.parse(stdout).issues;
  } catch {
    throw new Error(`knip could not do its work: ${stderr || stdout}`);
  }
}
