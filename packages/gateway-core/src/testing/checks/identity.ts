import { expectThat, type Check } from '../check.js';

const ID = /^(?=.{1,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const VERSION = /^\d+\.\d+\.\d+/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PERMISSIONS = ['read-only', 'edit', 'full'];

export const identityChecks: readonly Check[] = [
  {
    name: 'speaks contract 1 under a valid id and name',
    run({ provider: { apiVersion, id, displayName } }) {
      expectThat(apiVersion === 1, `apiVersion is ${String(apiVersion)}, not 1`);
      expectThat(ID.test(id), `the id "${id}" is not lower-case letters, digits and single dashes, at most 24`);
      expectThat(displayName.trim() !== '' && displayName.trim() === displayName, `displayName is "${displayName}"`);
    },
  },
  {
    name: 'names an executable that can be looked for',
    run({ provider: { executable } }) {
      const {
        names,
        installHint,
        minVersion,
        versionArgs,
        wellKnownPaths = [],
        environmentMarkers = [],
        help,
      } = executable;
      expectThat(names.length > 0, 'executable.names is empty');
      for (const name of names)
        expectThat(/^[^\s/\\]+$/.test(name), `executable.names holds "${name}", which is no file name`);
      expectThat(installHint.trim() !== '', 'executable.installHint is empty');
      expectThat(minVersion === undefined || VERSION.test(minVersion), `executable.minVersion is "${minVersion}"`);
      expectThat(
        versionArgs === undefined || versionArgs.length > 0,
        'executable.versionArgs would start a turn: it is empty',
      );
      for (const path of wellKnownPaths) {
        expectThat(/^(\/|~[/\\]|[A-Za-z]:[/\\])/.test(path), `the well-known path "${path}" is not absolute`);
      }
      for (const name of environmentMarkers) expectThat(VARIABLE.test(name), `"${name}" is no environment variable`);
      for (const args of help?.commands ?? []) expectThat(args.length > 0, 'executable.help.commands has an empty one');
    },
  },
  {
    name: 'declares features that hold together',
    run({ provider: { features } }) {
      const { permissions, sessions, streaming, efforts } = features;
      const ordered = PERMISSIONS.filter((permission) => permissions.some((declared) => declared === permission));
      expectThat(
        ordered.length > 0 && ordered.join() === permissions.join(),
        `permissions are [${permissions.join(', ')}], not levels of the contract, each once, lowest first`,
      );
      for (const kind of ['resume', 'latest', 'fork'] as const) {
        expectThat(typeof sessions[kind] === 'boolean', `sessions.${kind} is ${String(sessions[kind])}`);
      }
      expectThat(sessions.resume || !sessions.fork, 'sessions.fork is declared without sessions.resume');
      expectThat(['token', 'message', 'none'].includes(streaming), `streaming is "${streaming}"`);
      expectThat(
        efforts === undefined || (efforts.length > 0 && new Set(efforts).size === efforts.length),
        `efforts are [${efforts?.join(', ')}]: leave the member out instead of an empty one, and name each once`,
      );
    },
  },
];
