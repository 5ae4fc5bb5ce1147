import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A throw-away home in which only the sample provider is configured. */
export interface Sandbox {
  /** `LLM_GATEWAY_HOME`. */
  readonly home: string;
  /** An empty folder to work in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs this package from its sources: tests need no build, and cannot test a stale one. */
  readonly command: string;
  readonly args: readonly string[];
  remove(): void;
}

const absolute = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const SAMPLE = absolute('../../../../examples/provider-sample/src/index.ts');

/** `source` is the module that makes the provider `sample`, as a package of somebody else's would. */
export function createSandbox(source = `export { default } from ${JSON.stringify(SAMPLE)};`): Sandbox {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'llm-gateway-test-')));
  const [home, cwd, provider] = ['home', 'work', 'provider'].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, cwd, provider]) mkdirSync(folder);
  writeFileSync(path.join(provider, 'package.json'), MANIFEST);
  writeFileSync(path.join(provider, 'index.js'), source);
  writeFileSync(path.join(home, 'config.json'), JSON.stringify({ providers: [{ package: provider }] }));
  return {
    home,
    cwd,
    // The packages that this one depends on stay out of the test.
    env: { HOME: root, PATH: process.env['PATH'] ?? '', LLM_GATEWAY_HOME: home, LLM_GATEWAY_PROVIDERS: 'sample' },
    command: process.execPath,
    args: ['--conditions=@llm-gateway/source', '--import', absolute('./run-from-source.mjs'), absolute('../bin.ts')],
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

const MANIFEST = JSON.stringify({
  name: 'llm-gateway-provider-sample',
  type: 'module',
  exports: './index.js',
  llmGateway: { apiVersion: 1 },
});

/** The sample provider by somebody who prints wherever code of theirs runs. */
export const NOISY_SAMPLE = `
  import createSample from ${JSON.stringify(SAMPLE)};
  console.log('loading');
  process.stdout.write('half a line');
  setInterval(() => console.info('idling'), 20).unref();
  export default function createNoisySample() {
    console.debug('making');
    const sample = createSample();
    return {
      ...sample,
      buildCommand(input) {
        console.table([input.prompt]);
        return sample.buildCommand(input);
      },
      parseOutput(lines) {
        console.log('reading');
        return sample.parseOutput(lines);
      },
    };
  }
`;
