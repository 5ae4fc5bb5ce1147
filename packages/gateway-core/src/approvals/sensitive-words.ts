/** English, whole words, and names of commands and files. A hint: work can be dangerous in any words. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  ['delete', words('delete|deleting')],
  ['destroy', words('destroy|destroying')],
  ['drop', words('drop(?= +(?:the +)?(?:all|database|databases|index|schema|table|tables|user|column)(?![a-z0-9_]))')],
  ['truncate', words('truncate(?= +(?:the +)?(?:all|database|table|tables|[a-z]+ +tables?)(?![a-z0-9_]))')],
  ['wipe', words('wipe|wiping')],
  ['erase', words('erase|erasing')],
  ['purge', words('purge|purging')],
  ['rm -rf', /(?<![\w-])rm +(?:-[a-z]+ +)*-[a-z]*[rf]/i],
  ['force push', /(?<![\w-])(?:force[- ]push|push +(?:\S+ +){0,5}(?:--force|-f)(?!\w))/i],
  ['reset --hard', /(?<![\w-])reset +--hard(?![\w-])/i],
  ['credentials', words('credentials?')],
  ['password', words('passwords?|passwd|passphrases?')],
  ['secret', words('secrets?')],
  ['API key', words('api[ _-]?keys?')],
  ['private key', words('(?:private|ssh)[ _-]keys?|id_rsa|id_ed25519')],
  ['access token', words('(?:access|auth|bearer|refresh)[ _-]tokens?')],
  ['.env', /(?<![\w])\.env(?![\w])/i],
];

/** The destructive or credential work that a prompt speaks of, by the names above. */
export function sensitiveWords(prompt: string): readonly string[] {
  return WORDS.filter(([, pattern]) => pattern.test(prompt)).map(([name]) => name);
}

/** Not inside another word: `dropdown`, `password_hash` and `undeleted` are none of these. */
function words(alternatives: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${alternatives})(?![\\p{L}\\p{N}_])`, 'iu');
}
