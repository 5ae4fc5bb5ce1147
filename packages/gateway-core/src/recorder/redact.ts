const REDACTED = '[redacted]';

/** Shapes of secrets that no record may hold. Each keeps what tells a reader which kind it was. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    `-----PRIVATE KEY ${REDACTED}-----`,
  ],
  [
    /\b(sk-ant-|sk-proj-|sk-|xai-|gsk_|ghp_|gho_|ghs_|github_pat_|glpat-|npm_|xox[abprs]-)[A-Za-z0-9_-]{16,}/g,
    `$1${REDACTED}`,
  ],
  [/\bAIza[A-Za-z0-9_-]{30,}/g, `AIza${REDACTED}`],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, `$1${REDACTED}`],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g, `eyJ${REDACTED}`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{16,}/gi, `$1 ${REDACTED}`],
  // Lines of an environment file, and quoted values in code or JSON. Numbers are left alone: MAX_TOKENS=200000 is no secret.
  [
    /\b([A-Z0-9_]*(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIALS?)\s*[=:]\s*)(?!\d+\b)["']?[^\s"']{6,}["']?/g,
    `$1${REDACTED}`,
  ],
  [/((?:api_?key|secret|access_?token|password)["']?\s*[=:]\s*)(["'])[^\s"']{8,}\2/gi, `$1$2${REDACTED}$2`],
  [/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, `$1${REDACTED}@`],
];

/** Replaces what looks like a secret. Applied to everything before it is written. */
export function redact(text: string): string {
  let result = text;
  for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
  return result;
}
