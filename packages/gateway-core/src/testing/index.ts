export { conformanceChecks } from './conformance-checks.js';
export type { ConformanceCheck, ConformanceGiven, SkippedCheck } from './conformance-checks.js';
export { fakeCli } from './fake-cli.js';
export type { FakeCli, FakeCliCall, FakeCliOptions } from './fake-cli.js';
export { fixturesIn } from './fixtures-in.js';
export type { Fixture } from './fixtures-in.js';
export { testContext } from './test-context.js';
export type { TestContextOverrides } from './test-context.js';
