import { readFileSync } from 'node:fs';

/** The version in a `package.json`. */
export function readVersion(manifest: URL): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(manifest, 'utf8'));
  return String(version);
}
