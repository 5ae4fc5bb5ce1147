import path from 'node:path';
import { matchingLines } from './read-tree.mjs';

// Recordings are made neutral before they are committed: /home/user is the home in them, /work/project the folder.
const PLACES = [
  [/(?<![\w.])\/root\//, 'a home folder'],
  [/(?<![\w.])\/(home|Users)\/(?!(user|you|me|name|runner)\b)[a-z_][\w.-]*\//, 'a home folder'],
  [/[A-Z]:\\+Users\\+(?!(user|you|me|name)\b)\w/, 'a home folder'],
];
const HOSTS = [
  [/\bregistry\.[a-z0-9-]+\.[a-z]{2,}\b/i, 'a package registry'],
  [/^\s*(@[\w-]+:)?registry\s*=/, 'a package registry'],
  [/\btarball: *https?:/, 'a package registry'],
];

/** What only the machine knows on which something was made. It is of no use to others, and may be nobody's business. */
export function findPrivatePlaces(tree, root) {
  const patterns = [...PLACES, ...HOSTS, ...ownFolder(root), ...ownRegistry()];
  return tree.paths.flatMap((file) =>
    patterns.flatMap(([pattern, what]) =>
      matchingLines(tree, file, pattern).map(({ line, match }) => ({
        file,
        line,
        fault: `names ${what} ("${match[0].trim()}")`,
        remedy: 'Use a neutral place such as /home/user or /work/project, or leave it out.',
      })),
    ),
  );
}

/** The folder of this very checkout, where its path is one that nobody would write by chance. */
function ownFolder(root) {
  const isTelling = root.split(path.sep).length > 2 && root !== '/work/project';
  return isTelling ? [[new RegExp(String.raw`(?<![\w.])${literally(root)}(?![\w-])`), 'a folder of this machine']] : [];
}

/** The host from which this machine itself installs packages, where it is a special one. */
function ownRegistry() {
  const host = URL.parse(process.env['npm_config_registry'] ?? '')?.host ?? '';
  return host.includes('.') ? [[new RegExp(literally(host), 'i'), 'a package registry']] : [];
}

function literally(text) {
  return text.replaceAll(/[^\w/-]/g, String.raw`\$&`);
}
