import { defineConfig, type Options } from 'tsup';

/** JavaScript only: the declarations are made by `tsc -b`. */
export const base = (entry: string[], extra: Options = {}): ReturnType<typeof defineConfig> =>
  defineConfig({
    entry,
    format: ['esm'],
    target: 'node22',
    platform: 'node',
    splitting: true,
    clean: ['!**/*.d.ts', '!**/.tsbuildinfo'],
    dts: false,
    ...extra,
  });
