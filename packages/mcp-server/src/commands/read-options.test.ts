import { expect, test } from 'vitest';
import { testProvider } from '../testing/test-provider.js';
import { readOptions } from './read-options.js';

const read = (...pairs: string[]) => readOptions(pairs, testProvider());

test('each value gets the type that the provider’s schema names', () => {
  expect(read('search=true', 'maxTurns=3', 'profile=12', 'allowedTools=Read,Grep')).toEqual({
    search: true,
    maxTurns: 3,
    profile: '12',
    allowedTools: ['Read', 'Grep'],
  });
});

test('a list can be given piece by piece or as JSON, where a piece has a comma', () => {
  expect(read('allowedTools=Read', 'allowedTools=Grep')).toEqual({ allowedTools: ['Read', 'Grep'] });
  expect(read('allowedTools=["Bash(a, b)"]')).toEqual({ allowedTools: ['Bash(a, b)'] });
});

test('a value may hold an equals sign', () => {
  expect(read('profile=a=b')).toEqual({ profile: 'a=b' });
});

test('an unknown option is refused with those that there are', () => {
  expect(() => read('serach=true')).toThrow(
    expect.objectContaining({
      message: 'Some Agent has no option "serach".',
      hint: 'Its options are: allowedTools, maxTurns, search, profile.',
    }),
  );
  expect(() => read('search')).toThrow(expect.objectContaining({ message: '"search" is not key=value.' }));
});
