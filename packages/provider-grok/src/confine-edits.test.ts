import { expect, test } from 'vitest';
import { confineEdits } from './confine-edits.js';

function printable(rule: string): string {
  return rule.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

test('edits are allowed below the folder, and forbidden everywhere else', () => {
  const rules = confineEdits('/w/a[1]');
  expect({ ...rules, deny: rules?.deny.map(printable) }).toMatchInlineSnapshot(`
    {
      "allow": "Edit(/w/a[[]1[]]/**)",
      "deny": [
        "Edit(/[!w]*)",
        "Edit(/[!w]*/**)",
        "Edit(/w?*)",
        "Edit(/w?*/**)",
        "Edit(/w/[!a]*)",
        "Edit(/w/[!a]*/**)",
        "Edit(/w/a)",
        "Edit(/w/a/**)",
        "Edit(/w/a[![]*)",
        "Edit(/w/a[![]*/**)",
        "Edit(/w/a[[])",
        "Edit(/w/a[[]/**)",
        "Edit(/w/a[[][!1]*)",
        "Edit(/w/a[[][!1]*/**)",
        "Edit(/w/a[[]1)",
        "Edit(/w/a[[]1/**)",
        "Edit(/w/a[[]1[!]]*)",
        "Edit(/w/a[[]1[!]]*/**)",
        "Edit(/w/a[[]1[]]?*)",
        "Edit(/w/a[[]1[]]?*/**)",
        "Edit(**/[\\u0001-"'~\\u0080-\\u00a0\\u1680\\u2000-\\u206f\\u3000]*)",
        "Edit(**/[\\u0001-"'~\\u0080-\\u00a0\\u1680\\u2000-\\u206f\\u3000]*/**)",
        "Edit(**/.git)",
        "Edit(**/.git/**)",
      ],
    }
  `);
});

test.each([
  ['/'],
  ['/work/a,b'],
  [String.raw`C:\work`],
  [String.raw`/work/a\b`],
  ['/work/~x'],
  ['/work/"x"/y'],
  ['relative'],
])('no rule can hold Grok to %j', (folder) => {
  expect(confineEdits(folder)).toBeUndefined();
});
