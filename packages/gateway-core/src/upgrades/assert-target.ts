import { GatewayError } from '../errors.js';

/** A version or a tag. Nothing of a URL, a path, a flag or another package's name fits in here. */
const TARGET = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function assertTarget(target: string): void {
  if (TARGET.test(target) && !target.includes('..')) return;
  throw new GatewayError('invalid_request', `"${target}" is neither a version nor a tag.`, {
    hint: 'Name a version such as 1.2.3, or a tag such as latest.',
  });
}
