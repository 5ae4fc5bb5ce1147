/** Folders of a recording run, and what stands for them in the recording. */
export interface RecordedPlaces {
  readonly home: string;
  readonly project: string;
  readonly apiUrl: string;
  /** Where the CLI is installed: it shows up in stack traces. */
  readonly installation: string;
  /** This folder of the repository, whose MCP server the CLIs start. */
  readonly repository: string;
}

/** Takes everything out of a CLI's output that tells where it was recorded. */
export function hideMachine(text: string, places: RecordedPlaces): string {
  const replacements: readonly (readonly [string, string])[] = [
    [places.project, '/work/project'],
    [places.home, '/home/user'],
    [places.installation, '/opt/cli'],
    [places.repository, '/home/user/e2e'],
    [process.execPath, 'node'],
    [places.apiUrl, 'http://127.0.0.1:4000'],
    [new URL(places.apiUrl).host, '127.0.0.1:4000'],
  ];
  return replacements.reduce((hidden, [place, name]) => replaceSpellings(hidden, place, name), text);
}

/** The CLIs also write a path into the name of a file (`-work-project`) or URL (`%2Fwork%2Fproject`). */
function replaceSpellings(text: string, place: string, name: string): string {
  const spellings = [
    (path: string) => path,
    encodeURIComponent,
    (path: string) => path.replaceAll(/[^a-zA-Z0-9]/g, '-'),
  ];
  return spellings.reduce((hidden, spell) => hidden.replaceAll(spell(place), spell(name)), text);
}
