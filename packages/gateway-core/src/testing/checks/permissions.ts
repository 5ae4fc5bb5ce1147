import type { BuildInput, Command, FolderPolicy, Permission } from '../../provider.js';
import {
  commandFor,
  expectThat,
  planFor,
  sessionKinds,
  textOf,
  tokensOf,
  type Check,
  type SessionKind,
  type Subject,
} from '../check.js';
import { inspectBriefly } from '../inspect-briefly.js';
import { optionSamples } from '../option-samples.js';

/** Words with which CLIs switch their own checks off; `disable…` and its like turn them round. */
const BYPASS =
  /(?<!disable-?_?|disallow-?_?|deny-?_?|no-)(dangerously|bypass-?_?permission|bypass-?_?approval|\byolo\b|skip-?_?permission|danger-full-access|full-?auto|always-?_?approve|auto-?_?approve|approve-?_?all|allow-?_?all|trust-?_?all|no-sandbox|\bunsafe\b)/i;

export const permissionChecks: readonly Check[] = [
  {
    name: 'gives each permission a command of its own',
    async run(subject) {
      for (const kind of sessionKinds(subject)) {
        const commands = new Map<string, Permission>();
        for (const permission of subject.provider.features.permissions) {
          const text = textOf(await commandWith(subject, kind, { permission }));
          expectThat(
            !commands.has(text),
            `in a "${kind}" session "${permission}" starts the same command as "${commands.get(text)}": ${text}`,
          );
          commands.set(text, permission);
        }
      }
    },
  },
  {
    name: 'bypasses nothing below full',
    async run(subject) {
      const { provider, validOptions } = subject;
      const lower = provider.features.permissions.filter((permission) => permission !== 'full');
      for (const kind of sessionKinds(subject)) {
        const onlyInFull = await tokensOnlyInFull(subject, kind);
        for (const permission of lower) {
          for (const options of await optionSamples(provider, validOptions)) {
            for (const folderTrust of ['untrusted', 'trusted'] as const) {
              const command = await commandWith(subject, kind, { permission, options, folderTrust });
              const tokens = tokensOf(command);
              const hit = tokens.find((token) => BYPASS.test(token)) ?? tokens.find((token) => onlyInFull.has(token));
              expectThat(
                hit === undefined,
                `with "${permission}" and the options ${JSON.stringify(options)} the command holds "${hit}", which belongs to "full"`,
              );
            }
          }
        }
      }
    },
  },
  {
    name: 'says what it takes from the folder, and takes no more from an untrusted one',
    async run(subject) {
      for (const permission of subject.provider.features.permissions) {
        const untrusted = await commandFor(subject, { permission, folderTrust: 'untrusted' });
        const trusted = await commandFor(subject, { permission, folderTrust: 'trusted' });
        expectFolderPolicy(untrusted.folder, 'untrusted');
        expectFolderPolicy(trusted.folder, 'trusted');
        const differing = FOLDER_PARTS.filter((part) => untrusted.folder?.[part] !== trusted.folder?.[part]);
        for (const part of differing) {
          expectThat(
            untrusted.folder?.[part] === 'ignored',
            `${part} are used from an untrusted folder but not from a trusted one`,
          );
        }
        expectThat(
          differing.length === 0 || textOf(untrusted) !== textOf(trusted),
          `only the words differ: the command takes the same ${differing.join(', ')} from any folder`,
        );
        for (const part of ['hooks', 'mcpServers'] as const) {
          expectThat(untrusted.folder?.[part] === 'ignored', `${part} of an untrusted folder are used: they run code`);
        }
      }
    },
  },
];

const FOLDER_PARTS = ['hooks', 'mcpServers', 'settings', 'instructions'] as const;

function expectFolderPolicy(folder: FolderPolicy | undefined, trust: string): asserts folder is FolderPolicy {
  expectThat(folder !== undefined, `the command does not say what it takes from a folder that is ${trust}`);
  for (const part of FOLDER_PARTS) {
    const policy = folder[part];
    expectThat(policy === 'used' || policy === 'ignored', `folder.${part} is ${inspectBriefly(policy)}`);
  }
}

async function commandWith(
  subject: Subject,
  kind: SessionKind,
  changes: Partial<BuildInput<unknown>>,
): Promise<Command> {
  return commandFor(subject, { ...changes, session: await planFor(subject, kind) });
}

/** What sets `full` apart from every lower level, the caller having named no options. */
async function tokensOnlyInFull(subject: Subject, kind: SessionKind): Promise<ReadonlySet<string>> {
  const { permissions } = subject.provider.features;
  if (!permissions.includes('full') || permissions.length === 1) return new Set();
  const full = new Set(tokensOf(await commandWith(subject, kind, { permission: 'full' })));
  for (const permission of permissions) {
    if (permission === 'full') continue;
    for (const token of tokensOf(await commandWith(subject, kind, { permission }))) full.delete(token);
  }
  return full;
}
