/** Why this Node.js cannot run the gateway, as a sentence; `undefined` when it can. Runs on any Node.js since 18. */
export function whyNodeIsUnsuitable(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // better-sqlite3 13 needs Node-API 10: 22.13 and 23.5 end with a segmentation fault and no word.
  const isSuitable = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 14);
  if (isSuitable) return undefined;
  return `llm-gateway needs Node.js 22.14 or newer, and this is Node.js ${version}. Install a newer one: https://nodejs.org`;
}
