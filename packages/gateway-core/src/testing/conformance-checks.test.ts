import { expect, test } from 'vitest';
import { conformanceChecks } from './conformance-checks.js';
import { fixturesIn } from './fixtures-in.js';
import { referenceProvider } from './mutants/reference-provider.js';

const given = { fixtures: fixturesIn(new URL('mutants/fixtures', import.meta.url)) };

test('names every check once', () => {
  const names = conformanceChecks(referenceProvider, { ...given, packageDir: '/' }).map(({ name }) => name);
  expect(names).toMatchInlineSnapshot(`
    [
      "speaks contract 1 under a valid id and name",
      "names an executable that can be looked for",
      "declares features that hold together",
      "describes its options as a closed object",
      "publishes its options as JSON Schema 2020-12",
      "leaves the common request fields to the gateway",
      "needs no options and refuses unknown ones",
      "interprets its options in the terms of the contract",
      "builds the same command from the same input",
      "leaves its input as it was",
      "builds commands that can be started",
      "passes the model on or says that it cannot",
      "passes each effort on",
      "keeps the secrets of MCP servers out of the argument list",
      "hands MCP servers over or says that it cannot",
      "hands a hostile prompt over as data",
      "keeps a hostile option a value",
      "keeps a long prompt out of the argument list",
      "never lets a NUL into the argument list",
      "plans each declared kind of session",
      "gives each kind of session a command of its own",
      "carries the session id into the command",
      "gives each permission a command of its own",
      "bypasses nothing below full",
      "says what it takes from the folder, and takes no more from an untrusted one",
      "has a fixture of a whole successful run",
      "reports one session and one result in each fixture",
      "says of each failed run that it failed, and why",
      "emits only whole events that survive JSON",
      "counts usage that adds up",
      "does not double the text",
      "streams as finely as it declares",
      "emits each event as soon as its line is there",
      "reads its input to the end",
      "reads its output without knowing the run",
      "keeps no state between runs",
      "survives output that is cut short",
      "calls no run a success that was cut short",
      "ignores noise between the lines",
      "survives damaged lines of its own",
      "explains any failure without throwing, always in the same way",
      "says nothing about failures it does not know",
      "tells a person, not a terminal, why a run failed",
      "keeps anything but a version or a tag out of an upgrade",
      "upgrades the installation that was found",
      "plans sessions whatever it finds",
      "survives whatever the model list says",
      "survives whatever lies in the session folder",
      "opens a bounded number of session files",
      "claims no login that it cannot know, and tells no secret",
      "tidies up nothing outside the home folder",
      "marks its package as a provider of this contract",
      "needs neither the gateway nor a process of its own at run time",
      "takes from its context what it knows of the world",
      "gives equal events however a process cuts its output",
    ]
  `);
  expect(new Set(names).size).toBe(names.length);
});

test('leaves out what the provider does not have', () => {
  const { tidyUp: _, ...provider } = referenceProvider;
  const names = conformanceChecks(provider, given).map(({ name }) => name);
  expect(names).not.toContain('tidies up nothing outside the home folder');
  expect(names).not.toContain('marks its package as a provider of this contract');
  expect(names).toContain('claims no login that it cannot know, and tells no secret');
});

test('leaves out what is skipped with a reason', () => {
  const check = 'streams as finely as it declares';
  const names = conformanceChecks(referenceProvider, { ...given, skip: [{ check, reason: 'It has one fixture.' }] });
  expect(names.map(({ name }) => name)).not.toContain(check);
});

test('refuses to skip a check that does not exist, or for no reason', () => {
  const skip = (check: string, reason: string) => () =>
    conformanceChecks(referenceProvider, { ...given, skip: [{ check, reason }] });
  expect(skip('streams well', 'It does not.')).toThrow('There is no check "streams well" to skip.');
  expect(skip('streams as finely as it declares', ' ')).toThrow(
    'Skipping "streams as finely as it declares" needs a reason.',
  );
});

test('fails on a provider without fixtures', async () => {
  const checks = conformanceChecks(referenceProvider, { fixtures: [] });
  const check = checks.find(({ name }) => name === 'has a fixture of a whole successful run');
  await expect(check?.run()).rejects.toThrow('no fixture holds a run that answered and ended well');
});
