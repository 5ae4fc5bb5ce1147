export { createGateway } from './create-gateway.js';
export type { DriftReport } from './drift/find-drift.js';
export { GatewayError, isGatewayError } from './errors.js';
export type { ErrorCategory, GatewayErrorDetails } from './errors.js';
export type {
  Gateway,
  GatewayOptions,
  Inspection,
  JobFilter,
  Jobs,
  OutputPage,
  PageRequest,
  ProviderInspection,
  ProviderLoadFailure,
  RequestPlan,
  Sessions,
  StartedJob,
  StartOptions,
} from './gateway.js';
export { hasEnded } from './jobs/job.js';
export type { Job, JobError, JobResult, JobStatus } from './jobs/job.js';
export type { JobHealth, ProcessHealth } from './jobs/process-health.js';
export type * from './provider.js';
export type { GatewayRequest } from './request.js';
export type { Session } from './sessions/session.js';
