export { GatewayError, isGatewayError } from './errors.js';
export type { ErrorCategory, GatewayErrorDetails } from './errors.js';
export { hasEnded } from './jobs/job.js';
