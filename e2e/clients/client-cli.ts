/** One of the CLIs as an MCP client: how a person adds our server to it, and the words of its model. */
export interface ClientCli {
  /** What the CLI calls itself to an MCP server, and to a model API. */
  readonly clientName: string;
  readonly userAgent: RegExp;
  /**
   * What a person writes, by the file's path in the home folder: the server and, unless `isAllowed` is false, the leave
   * to use it without asking. JSON is merged into a file that is there, TOML is put at its end.
   */
  readonly setUp: (server: ServerEntry, options: { readonly isAllowed: boolean }) => Readonly<Record<string, string>>;
  /** Whether the server inherits this variable from the CLI. One that it does not has to stand in the entry. */
  readonly passes: (variable: string) => boolean;
  /** A run without a person, in the CLI's own defaults. */
  readonly run: (promptFile: string) => { readonly args: readonly string[]; readonly promptOn: 'stdin' | 'file' };
  /** A directive for the fake model. */
  readonly callTool: (tool: string, input: object) => string;
  /** What happens to a call that nobody allowed: what the model is told, or `undefined` where its turn ends. */
  readonly refusal: RegExp | undefined;
}

/** A stdio server as all four write it. */
export interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}
