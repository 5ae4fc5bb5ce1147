/**
 * Glob patterns that together match every name except these. Grok's rules know no exceptions, and what none of them forbids
 * may be allowed by the user's own settings.
 */
export function everythingBut(names: readonly string[]): readonly string[] {
  return [...lettersAfter(names)].flatMap(([start, next]) => {
    const shorter = start === '' || names.includes(start) ? [] : [literal(start)];
    const other = next.size === 0 ? '?*' : `[!${inClass([...next])}]*`;
    return [...shorter, `${literal(start)}${other}`];
  });
}

/** The text as a glob that matches nothing else. */
export function literal(text: string): string {
  return text.replace(/[*?[\]]/g, '[$&]');
}

/** Every beginning of every name, the empty one and the whole names included, with the letters that may follow it. */
function lettersAfter(names: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map<string, Set<string>>([['', new Set()]]);
  for (const name of names) {
    let start = '';
    for (const letter of name) {
      next.get(start)?.add(letter);
      start += letter;
      if (!next.has(start)) next.set(start, new Set());
    }
  }
  return next;
}

/** `]` means itself at the beginning of a class, `-` at its end. */
function inClass(letters: readonly string[]): string {
  const place = (letter: string): number => (letter === ']' ? 0 : letter === '-' ? 2 : 1);
  return letters.toSorted((one, other) => place(one) - place(other)).join('');
}
