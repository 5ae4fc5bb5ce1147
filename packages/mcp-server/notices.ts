import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Writes the licences of everything that was bundled to `dist/THIRD-PARTY-NOTICES.txt`: bundling is redistributing. */
export function notices(): Plugin {
  return {
    name: 'notices',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        const folders = new Set(Object.keys(metafile?.inputs ?? {}).flatMap(packageFolder));
        const texts = [...folders].map(noticeOf).toSorted();
        const folder = build.initialOptions.outdir ?? 'dist';
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
      });
    },
  };
}

/** The folder of the package that a bundled file belongs to; none for a file of ours. */
function packageFolder(file: string): readonly string[] {
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
  return folder === undefined ? [] : [folder];
}

function noticeOf(folder: string): string {
  const { name, version, license }: Record<string, unknown> = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : 'No licence file in the package.';
  return `${String(name)} ${String(version)} (${String(license)})\n\n${text}\n`;
}
