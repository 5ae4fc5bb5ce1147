import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

/** The provider contracts this gateway speaks. */
export const SUPPORTED_API_VERSIONS: readonly number[] = [1];

const manifest = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  llmGateway: z.object({ apiVersion: z.number().optional() }).optional(),
});

export type Manifest = z.output<typeof manifest>;

/** Reads the `package.json` of `folder` or of the nearest folder above it that names a package. Throws when there is none. */
export async function readManifest(folder: string): Promise<Manifest> {
  for (let current = folder; ; current = path.dirname(current)) {
    const found = await readJson(path.join(current, 'package.json'));
    // A build may leave a nameless `{ "type": "module" }` beside its output.
    if (found?.name !== undefined || (current === folder && found?.dependencies !== undefined)) return found;
    if (current === path.dirname(current)) throw new Error(`No package.json in or above "${folder}"`);
  }
}

async function readJson(file: string): Promise<Manifest | undefined> {
  try {
    const parsed = manifest.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // Not there, or not JSON: look further up.
  }
}
