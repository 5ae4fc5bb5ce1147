import { base } from '../../tsup.base.js';

// One file is started by every client of every person, so it is bundled: 107 packages and 60 MB become 3 and 28.
export default base(['src/bin.ts'], {
  noExternal: [/^(?!better-sqlite3$|@llm-gateway\/provider-).*/],
  external: ['better-sqlite3', /^@llm-gateway\/provider-/],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
