/**
 * A person's words as a full-text query: all of them must occur, "a phrase" as it stands, and word* as a beginning. Each
 * is quoted, so that no sign in it (`foo-bar`, `a:b`, `NOT`) is taken for the query language.
 */
export function searchWords(text: string): string {
  const parts = text.match(/"[^"]*"\*?|[^\s"]+/g) ?? [];
  return parts
    .map((part) => {
      const words = part.replaceAll('"', '').replace(/\*$/, '');
      return { words, suffix: part.endsWith('*') ? '*' : '' };
    })
    .filter(({ words }) => /[\p{L}\p{N}]/u.test(words))
    .map(({ words, suffix }) => `"${words}"${suffix}`)
    .join(' ');
}
