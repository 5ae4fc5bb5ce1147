/** The lines by which two texts differ, marked `-` and `+`. Right for one place that changed; more show as one. */
export function changedLines(before: string, after: string): readonly string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let top = 0;
  while (top < old.length && top < now.length && old[top] === now[top]) top += 1;
  let bottom = 0;
  const rest = Math.min(old.length, now.length) - top;
  while (bottom < rest && old.at(-1 - bottom) === now.at(-1 - bottom)) bottom += 1;
  return [
    ...old.slice(top, old.length - bottom).map((line) => `- ${line}`),
    ...now.slice(top, now.length - bottom).map((line) => `+ ${line}`),
  ];
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
