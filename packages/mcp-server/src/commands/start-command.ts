import path from 'node:path';

/** An installed package is started by its name; a checkout by its path, or something else would be started. */
export function startCommand(manifest: string): readonly [string, ...string[]] {
  const isInstalled = manifest.split(path.sep).includes('node_modules');
  if (isInstalled) return ['npx', '-y', '@llm-gateway/mcp-server'];
  return [process.execPath, path.join(path.dirname(manifest), 'dist', 'bin.js')];
}
