/** The name under which clients know the server. */
export const SERVER_NAME = 'gateway';

/** What is to stand in a client's file. */
export interface ServerEntry {
  /** The key under which the file lists its servers. */
  readonly servers: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Only for a new entry. */
  readonly extras: Readonly<Record<string, string | boolean>>;
}

export interface ConfigEdit {
  readonly text: string;
  readonly change: 'added' | 'updated' | 'unchanged' | 'removed' | 'absent';
}

/** A file that is left as it is, with the reason as the end of a sentence that begins with the file. */
export class UneditableFile extends Error {}

/** Whether an entry starts this server, from wherever: another server of the same name is somebody else's. */
export function isOurs(words: readonly unknown[]): boolean {
  return words.some((word) => typeof word === 'string' && /llm-gateway|mcp-server[\\/]dist/.test(word));
}

export function takenByAnother(): UneditableFile {
  return new UneditableFile(`has another server called "${SERVER_NAME}"`);
}
