const SOURCE = '@llm-gateway/source';
const OURS = /^@llm-gateway\//;

/** Every published package can be installed and used by anybody, and says the same things about itself. */
export function findManifestFaults(tree) {
  return tree.paths
    .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file))
    .map((file) => ({ file, manifest: JSON.parse(tree.read(file)) }))
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap(({ file, manifest }) =>
      [
        ...findFieldFaults(manifest),
        ...findExportFaults(manifest),
        ...findDependencyFaults(manifest),
        ...findProviderFaults(manifest),
        ...findFileFaults(tree, file.replace('/package.json', '')),
      ].map(({ key, fault, remedy }) => ({ file, line: lineOf(tree.read(file), key), fault, remedy })),
    );
}

function findFieldFaults({ type, license, files, engines, sideEffects, description, publishConfig }) {
  const wanted = [
    ['type', type === 'module', '"module"'],
    ['license', license === 'MIT', '"MIT"'],
    ['files', Array.isArray(files) && files.includes('dist'), 'a list that has "dist"'],
    ['engines', engines?.node === '>=22.14', '{ "node": ">=22.14" }'],
    ['sideEffects', sideEffects === false, 'false'],
    ['description', typeof description === 'string' && description !== '', 'a sentence'],
    ['publishConfig', publishConfig?.access === 'public', 'an object with "access": "public"'],
  ];
  return wanted
    .filter(([, isRight]) => !isRight)
    .map(([key, , value]) => ({ key, fault: `"${key}" is wrong`, remedy: `Make it ${value}.` }));
}

/** Each entry has types first; the source is a condition in the workspace only. */
function findExportFaults({ exports: entries = {}, publishConfig }) {
  const published = publishConfig?.exports ?? entries;
  const faults = [];
  if (entries['./package.json'] !== './package.json') {
    const remedy = 'Add "./package.json": "./package.json".';
    faults.push({ key: 'exports', fault: '"exports" hides package.json', remedy });
  }
  for (const [name, conditions] of Object.entries(published)) {
    if (typeof conditions === 'string') continue;
    if (Object.keys(conditions).join(' ') !== 'types default') {
      const remedy = 'Publish exactly "types" and "default", in this order.';
      faults.push({
        key: 'exports',
        fault: `"exports" publishes ${Object.keys(conditions).join(', ')} for "${name}"`,
        remedy,
      });
    }
  }
  const withoutSource = JSON.stringify(entries, (key, value) => (key === SOURCE ? undefined : value));
  if (withoutSource !== JSON.stringify(published)) {
    const remedy = `Make it what "exports" is, without "${SOURCE}".`;
    faults.push({ key: 'publishConfig', fault: '"publishConfig.exports" differs from "exports"', remedy });
  }
  return faults;
}

function findDependencyFaults({ dependencies, devDependencies, peerDependencies, optionalDependencies }) {
  const all = [dependencies, devDependencies, peerDependencies, optionalDependencies];
  return all.flatMap((block) =>
    Object.entries(block ?? {}).flatMap(([key, range]) => {
      // `workspace:*` would pin one exact version, and release everything for a typo in one package.
      const wanted = OURS.test(key) ? 'workspace:^' : 'catalog:';
      return range === wanted ? [] : [{ key, fault: `"${key}" is "${range}"`, remedy: `Make it "${wanted}".` }];
    }),
  );
}

/** A provider needs the core's types and nothing of it at run time. */
function findProviderFaults({
  name,
  llmGateway,
  dependencies,
  devDependencies,
  peerDependencies,
  peerDependenciesMeta,
}) {
  if (!/\/(llm-gateway-)?provider-/.test(name)) return [];
  const core = '@llm-gateway/core';
  const wanted = [
    ['llmGateway', Number.isInteger(llmGateway?.apiVersion), '{ "apiVersion": 1 }'],
    ['dependencies', dependencies?.[core] === undefined, `without "${core}"`],
    ['devDependencies', devDependencies?.[core] !== undefined, `with "${core}"`],
    ['peerDependencies', peerDependencies?.[core] !== undefined, `with "${core}"`],
    ['peerDependenciesMeta', peerDependenciesMeta?.[core]?.optional === true, `{ "${core}": { "optional": true } }`],
  ];
  return wanted
    .filter(([, isRight]) => !isRight)
    .map(([key, , value]) => ({ key, fault: `"${key}" is wrong for a provider`, remedy: `Make it ${value}.` }));
}

function findFileFaults({ paths }, folder) {
  return ['README.md', 'LICENSE']
    .filter((name) => !paths.includes(`${folder}/${name}`))
    .map((name) => ({ key: 'name', fault: `its package has no ${name}`, remedy: `Write ${folder}/${name}.` }));
}

/** Where a key stands; the first line when it is not there. */
function lineOf(text, key) {
  const index = text.split('\n').findIndex((line) => line.trimStart().startsWith(`"${key}":`));
  return Math.max(index, 0) + 1;
}
