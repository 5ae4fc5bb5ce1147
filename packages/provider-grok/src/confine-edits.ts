import { everythingBut, literal } from './everything-but.js';

export interface EditRules {
  readonly allow: string;
  readonly deny: readonly string[];
}

/**
 * Rules by which Grok edits files in the folder and nowhere else, whatever the user's settings allow; it follows symbolic
 * links before it applies them. `undefined`: no rule can say the folder's path, since a comma ends a rule and a backslash
 * breaks it.
 */
export function confineEdits(folder: string): EditRules | undefined {
  const parts = folder.split('/').filter((part) => part !== '');
  const isSayable = folder.startsWith('/') && parts.length > 0 && !/[,\\]/.test(folder);
  if (!isSayable || parts.some((part) => new RegExp(`^[${DISGUISES}]`).test(part))) return undefined;
  const place = (depth: number): string =>
    parts
      .slice(0, depth)
      .map((part) => `/${literal(part)}`)
      .join('');
  const outside = parts.flatMap((part, depth) => everythingBut([part]).map((pattern) => `${place(depth)}/${pattern}`));
  const denied = [...outside, `**/[${DISGUISES}]*`, GIT];
  return {
    allow: `Edit(${place(parts.length)}/**)`,
    deny: denied.flatMap((path) => [`Edit(${path})`, `Edit(${path}/**)`]),
  };
}

/**
 * 1.0.41 checks a path and only then takes white space and quotes from its ends and puts the home folder for `~`, so that
 * `" /etc/x"` passes for a file in the folder and is written to `/etc/x`. What begins with one of these is not edited.
 */
const DISGUISES = '\u0001-"\'~\u0080-\u00A0\u1680\u2000-\u206F\u3000';

/** What stands there runs as soon as somebody uses git. */
const GIT = '**/.git';
