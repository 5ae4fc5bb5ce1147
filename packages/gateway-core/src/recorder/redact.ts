import type { JsonValue } from '../provider.js';
import { knownSecrets } from './known-secrets.js';

const REDACTED = '[redacted]';

/** Shapes of secrets that no record may hold. Each keeps what tells a reader which kind it was. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY( BLOCK)?-----|$)/g,
    `-----PRIVATE KEY ${REDACTED}-----`,
  ],
  [
    /\b(sk-ant-|sk-proj-|sk-|xai-|gsk_|ghp_|gho_|ghs_|ghu_|ghr_|github_pat_|glpat-|npm_|hf_|pypi-|whsec_|[rsp]k_(?:live|test)_|xox[abeprs]-)[A-Za-z0-9_-]{16,}/g,
    `$1${REDACTED}`,
  ],
  [/\bAIza[A-Za-z0-9_-]{30,}/g, `AIza${REDACTED}`],
  [/\bAQ\.[A-Za-z0-9_-]{30,}/g, `AQ.${REDACTED}`],
  [/\bya29\.[A-Za-z0-9_-]{16,}/g, `ya29.${REDACTED}`],
  [/\b1\/\/0[A-Za-z0-9_-]{20,}/g, `1//0${REDACTED}`],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, `$1${REDACTED}`],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?/g, `eyJ${REDACTED}`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{16,}/gi, `$1 ${REDACTED}`],
  // Lines of an environment file: a quoted value goes whole, a bare one ends at a space or
  // quote. Numbers are left alone: MAX_TOKENS=200000 is no secret.
  [
    /\b([A-Z0-9_]*(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?)\s*[=:]\s*)(?!\d+\b)(?!["']?\[redacted\])(?:"[^"\n]{6,}"|'[^'\n]{6,}'|[^\s"']{6,})/g,
    `$1${REDACTED}`,
  ],
  // In small letters only with a number in the value: `token=readToken()` is code.
  [/\b([a-z0-9_]*(?:api_?key|secret|token|password|passwd)=)(?=[^\s"'&]*\d)[^\s"'&]{8,}/g, `$1${REDACTED}`],
  [/((?:api_?key|secret|access_?token|password)["']?\s*[=:]\s*)(["'])[^\s"']{8,}\2/gi, `$1$2${REDACTED}$2`],
  [/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, `$1${REDACTED}@`],
];

/** Replaces what is known to be a secret or looks like one. Applied to everything before it is written. */
export function redact(text: string): string {
  let result = text;
  for (const secret of knownSecrets()) result = result.replaceAll(secret, REDACTED);
  for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
  return result;
}

const SECRET_MEMBER = /(api_?key|secret|token|password|passwd|passphrase|credentials?|authorization)$/i;

/** As `redact`, for structured values, which stay valid: a text under a name that says so goes whole. */
export function redactJson(value: JsonValue): JsonValue {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      redact(name),
      typeof member === 'string' && SECRET_MEMBER.test(name) && member.length > 7 ? REDACTED : redactJson(member),
    ]),
  );
}
