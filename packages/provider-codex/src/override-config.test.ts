import { expect, test } from 'vitest';
import { overrideConfig } from './override-config.js';

test('writes each setting as TOML on one line', () => {
  const settings = {
    model_reasoning_effort: 'high',
    'features.plugins': false,
    mcp_optional_startup_grace_ms: 15_000,
    'sandbox_workspace_write.writable_roots': [],
    mcp_servers: { docs: { command: 'npx', args: ['-y', 'docs'], enabled: true } },
  };
  expect(overrideConfig(settings)).toMatchInlineSnapshot(`
    [
      "--config",
      "model_reasoning_effort="high"",
      "--config",
      "features.plugins=false",
      "--config",
      "mcp_optional_startup_grace_ms=15000",
      "--config",
      "sandbox_workspace_write.writable_roots=[]",
      "--config",
      "mcp_servers={"docs"={"command"="npx","args"=["-y","docs"],"enabled"=true}}",
    ]
  `);
});

test('quotes what a folder or a server may be called', () => {
  const folder = '/work/project/we "ird\' = [x].é\n\u007F';
  expect(overrideConfig({ projects: { [folder]: { trust_level: 'untrusted' } } })).toMatchInlineSnapshot(`
    [
      "--config",
      "projects={"/work/project/we \\"ird' = [x].é\\n\\u007F"={"trust_level"="untrusted"}}",
    ]
  `);
});
