import type { CommonTerms } from '../provider.js';
import type { ReviewViolation } from './approval.js';

export interface Integrity {
  readonly isReview: boolean;
  readonly violations: readonly ReviewViolation[];
  /** The forbidden ones of those that a reviewer reads with. */
  readonly forbidden: readonly string[];
}

/** Whether a review can be one: a reviewer that may not look says what it was told. */
export function reviewIntegrity(prompt: string, { allowedTools, disallowedTools = [] }: CommonTerms): Integrity {
  const forbidden = disallowedTools.map(bareName).filter((name) => READING.test(name));
  const isReview = REVIEW.test(prompt);
  return {
    isReview,
    forbidden,
    violations: [
      ...(allowedTools?.length === 0 ? (['empty-allow-list'] as const) : []),
      ...(forbidden.length > 0 ? (['reading-tools-forbidden'] as const) : []),
      ...(isReview && NO_TOOLS.some((pattern) => pattern.test(prompt)) ? (['told-not-to-use-tools'] as const) : []),
    ],
  };
}

/** `Bash(git log:*)` is about Bash. */
function bareName(tool: string): string {
  return (/^[^(:]*/.exec(tool)?.[0] ?? '').trim();
}

/** Read, Grep, Glob, Bash, and the CLIs' longer names for the same, such as `read_file`. */
const READING = /^(?:read|grep|glob|bash)(?:_|$)/i;

const REVIEW = /(?<![\p{L}\p{N}_])(?:reviews?|reviewing|reviewers?|audits?|auditing|critiques?)(?![\p{L}\p{N}_])/iu;

const NO_TOOLS: readonly RegExp[] = [
  /(?<!\w)(?:do not|don['’]?t|never|must not|may not|should not|without|avoid|refrain from)\s+(?:\w+\s+){0,3}?(?:us(?:e|ing)|run(?:ning)?|call(?:ing)?|invok(?:e|ing)|execut(?:e|ing)|open(?:ing)?|read(?:ing)?|look(?:ing)? at|access(?:ing)?|inspect(?:ing)?)\s+(?:\w+\s+){0,3}?(?:tools?|commands?|files?|repository|repo|code\s?base|shell|bash|grep|glob)(?!\w)/iu,
  /(?<!\w)(?:no|zero)\s+(?:\w+\s+)?(?:tools?|tool (?:use|calls?))(?!\w)/iu,
  /(?<!\w)tools?\s+(?:\w+\s+){0,2}?(?:forbidden|disabled|off limits|not allowed|not permitted)(?!\w)/iu,
];
