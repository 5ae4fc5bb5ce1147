/** The files of every provider package, so that whoever has read one finds the way in all. It may have more. */
const FILES = [
  'tsconfig.json',
  'tsup.config.ts',
  'src/index.ts',
  'src/options.ts',
  'src/interpret-options.ts',
  'src/resolve-session.ts',
  'src/build-command.ts',
  'src/parse-output.ts',
  'src/output-schema.ts',
  'src/explain-failure.ts',
  'src/discover-models.ts',
  'src/plan-upgrade.ts',
  'src/list-sessions.ts',
  'src/check-login.ts',
];

/** Those that say nothing of their own: the conformance checks and the parser's tests go through them. */
const TESTED_ELSEWHERE = new Set(['src/index.ts', 'src/options.ts', 'src/output-schema.ts']);

const HEADINGS = [
  'Install',
  'Use',
  'Options',
  'What maps to what',
  'What it cannot do',
  'Recorded versions',
  'Help',
].map((heading) => `## ${heading}`);

/** Every provider package has the same files, a test beside each, recorded output, and the same README headings in order. */
export function findLayoutFaults(tree) {
  const folders = new Set(tree.paths.flatMap((file) => /^packages\/provider-[^/]+/.exec(file)?.[0] ?? []));
  return [...folders].flatMap((folder) => [...missingFiles(tree, folder), ...wrongHeadings(tree, folder)]);
}

function missingFiles({ paths }, folder) {
  const tests = FILES.filter((file) => file.startsWith('src/') && !TESTED_ELSEWHERE.has(file)).map((file) =>
    file.replace(/\.ts$/, '.test.ts'),
  );
  const missing = [...FILES, ...tests].filter((file) => !paths.includes(`${folder}/${file}`));
  const faults = missing.map((file) => ({
    file: `${folder}/${file}`,
    fault: 'is missing',
    remedy: 'Every provider package has this file; see another one for what it answers.',
  }));
  if (paths.some((file) => file.startsWith(`${folder}/fixtures/`))) return faults;
  const remedy = 'Record runs of the real CLI as <version>-<what happened>.jsonl.';
  return [...faults, { file: `${folder}/fixtures`, fault: 'is missing', remedy }];
}

function wrongHeadings(tree, folder) {
  const file = `${folder}/README.md`;
  if (!tree.paths.includes(file)) return [];
  const wanted = [`# @llm-gateway/${folder.replace('packages/', '')}`, ...HEADINGS];
  const found = tree
    .read(file)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .filter((line) => /^##? /.test(line));
  if (found.join('\n') === wanted.join('\n')) return [];
  return [
    {
      file,
      fault: `has the headings ${found.join(' · ')}`,
      remedy: `Every provider's README has these, in this order: ${wanted.join(' · ')}.`,
    },
  ];
}
