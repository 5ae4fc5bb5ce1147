import { matchingLines } from './read-tree.mjs';

const NEUTRAL = ['packages/gateway-core/src/', 'packages/mcp-server/src/'];
/** What each MCP client can take is the server's business; what a provider does is not. */
const ABOUT_CLIENTS = 'packages/mcp-server/src/clients/';

/** Core and server know no provider: the name of one in them is a fact that belongs into its package. */
export function findProviderNames(tree) {
  const names = new Set(tree.paths.flatMap((file) => /^packages\/provider-([a-z0-9-]+)\//.exec(file)?.[1] ?? []));
  if (names.size === 0) return [];
  const anyName = new RegExp([...names].join('|'), 'i');
  return tree.paths
    .filter((file) => NEUTRAL.some((folder) => file.startsWith(folder)))
    .filter((file) => !file.startsWith(ABOUT_CLIENTS) && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      matchingLines(tree, file, anyName).map(({ line, match }) => ({
        file,
        line,
        fault: `names a provider ("${match[0]}")`,
        remedy: "Move what is said there into the provider's package, or say it of any CLI.",
      })),
    );
}
