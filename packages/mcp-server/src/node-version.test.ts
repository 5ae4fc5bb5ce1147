import { expect, test } from 'vitest';
import { whyNodeIsUnsuitable } from './node-version.js';

test('every Node.js that can load the database is suitable', () => {
  for (const version of ['22.14.0', '22.23.3', '23.6.0', '24.0.0', '26.10.0']) {
    expect(whyNodeIsUnsuitable(version)).toBeUndefined();
  }
});

test('an older one gets a sentence instead of a crash', () => {
  for (const version of ['18.20.0', '20.20.2', '22.13.1', '23.5.0']) {
    expect(whyNodeIsUnsuitable(version)).toBe(
      `llm-gateway needs Node.js 22.14 or newer, and this is Node.js ${version}. Install a newer one: https://nodejs.org`,
    );
  }
});
