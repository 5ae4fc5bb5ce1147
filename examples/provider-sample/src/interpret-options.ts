import type { CommonTerms } from '@llm-gateway/core/provider';
import type { SampleOptions } from './options.js';

export function interpretOptions({ unattended }: SampleOptions): CommonTerms {
  return unattended ? { permission: 'full' } : {};
}
