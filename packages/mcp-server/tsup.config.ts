import { base } from '../../tsup.base.js';
import { notices } from './notices.js';

// One file is started by every client of every person, so it is bundled: 107 packages and 60 MB become 3 and 28.
export default base(['src/bin.ts'], {
  noExternal: [/^(?!better-sqlite3$|@llm-gateway\/provider-).*/],
  external: ['better-sqlite3', /^@llm-gateway\/provider-/],
  // The core is bundled from its sources, so that no build has to wait for another.
  esbuildOptions: (options) => {
    options.conditions = ['@llm-gateway/source', 'module'];
  },
  esbuildPlugins: [notices()],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
