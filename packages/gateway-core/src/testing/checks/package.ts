import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expectThat, type Check, type Subject } from '../check.js';

const CORE = '@llm-gateway/core';

export const packageChecks: readonly Check[] = [
  {
    name: 'marks its package as a provider of this contract',
    applies: hasPackage,
    run(subject) {
      const { llmGateway, dependencies = {}, type, exports, name } = manifestOf(subject);
      const { apiVersion } = subject.provider;
      expectThat(
        llmGateway?.apiVersion === apiVersion,
        `package.json has llmGateway.apiVersion ${String(llmGateway?.apiVersion)}; the provider speaks ${apiVersion}`,
      );
      expectThat(
        PROVIDER_NAME.test(name ?? ''),
        `the package name "${name}" does not begin with "llm-gateway-provider-", after its scope`,
      );
      expectThat(type === 'module', 'package.json lacks "type": "module"');
      expectThat(exports !== undefined, 'package.json has no exports');
      expectThat(!(CORE in dependencies), `${CORE} is a dependency; types need an optional peer only`);
    },
  },
  {
    name: 'needs neither the gateway nor a process of its own at run time',
    applies: hasPackage,
    run(subject) {
      for (const { name, code } of codeOf(subject, ['src', 'dist'])) {
        const hit = runtimeImports(code).find((module) => module.startsWith(CORE) || FORBIDDEN_MODULES.test(module));
        expectThat(hit === undefined, `${name} imports "${hit}" at run time`);
      }
    },
  },
  {
    name: 'takes from its context what it knows of the world',
    applies: hasPackage,
    run(subject) {
      for (const { name, code } of codeOf(subject, ['src'])) {
        const hit = FORBIDDEN_CODE.exec(code)?.[0];
        expectThat(hit === undefined, `${name} uses ${hit}`);
      }
    },
  },
];

/** The names that are found among the dependencies of a manifest. */
const PROVIDER_NAME = /^(@[^/]+\/)?llm-gateway-provider-.|^@llm-gateway\/provider-./;
const FORBIDDEN_MODULES =
  /^(node:)?(child_process|cluster|worker_threads|fs|fs\/promises|os|process|net|tls|http|https|http2|dgram|dns)$/;
const FORBIDDEN_CODE =
  /\bprocess\s*\.\s*(env|cwd|exit|platform|stdout|stderr)\b|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\bhomedir\b|\bconsole\.\w+|\bfetch\(/;

interface Manifest {
  readonly name?: string;
  readonly type?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly llmGateway?: { readonly apiVersion?: unknown };
}

function hasPackage({ packageDir }: Subject): boolean {
  return packageDir !== undefined;
}

function manifestOf({ packageDir = '' }: Subject): Manifest {
  // Every field of it is optional, and looked at before it is believed.
  return JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as Manifest;
}

/** The package's own code without comments, tests left out. */
function codeOf(
  { packageDir = '' }: Subject,
  folders: readonly string[],
): readonly { readonly name: string; readonly code: string }[] {
  return folders.flatMap((folder) => {
    const directory = path.join(packageDir, folder);
    const names = filesIn(directory).filter(
      (name) => /\.[cm]?[jt]s$/.test(name) && !/\.test\.|\.d\.[cm]?ts$/.test(name),
    );
    return names.map((name) => ({
      name: path.join(folder, name),
      code: withoutComments(readFileSync(path.join(directory, name), 'utf8')),
    }));
  });
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch {
    return []; // not built, or published without its source
  }
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(,])\/\/.*$/gm, '');
}

function runtimeImports(code: string): readonly string[] {
  const statements = code.matchAll(
    /^\s*(?:import|export)\s(?!type\b)[^;'"]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm,
  );
  const calls = code.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...calls].flatMap((match) => match[1] ?? match[2] ?? []);
}
