export type {
  ApprovalDecision,
  ApprovalPolicy,
  ApprovalRecord,
  ApprovalStrategy,
  PersonsAnswer,
  ReviewViolation,
} from './approvals/approval.js';
export { createGateway } from './create-gateway.js';
export type { DriftReport } from './drift/find-drift.js';
export { GatewayError, isGatewayError } from './errors.js';
export type { ErrorCategory, GatewayErrorDetails } from './errors.js';
export type {
  Approvals,
  Gateway,
  GatewayOptions,
  Inspection,
  JobFilter,
  Jobs,
  Models,
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
export type { KnownModel, ModelSource, ProviderModels } from './models/provider-models.js';
export type { GatewayHealth, ProviderHealth } from './gateway-health.js';
export type { LogEntry } from './recorder/log-entry.js';
export type { LogFilter } from './recorder/read-entries.js';
export type { Durations, ProviderPerformance } from './recorder/read-performance.js';
export type { UsageFilter, UsageOfDay } from './recorder/read-usage.js';
export type { Recorder, RecordStatus } from './recorder/recorder-of-gateway.js';
export { redact } from './recorder/redact.js';
export type * from './provider.js';
export type { GatewayRequest } from './request.js';
export type { Session, SessionOnDisk } from './sessions/session.js';
export type {
  CliVersion,
  PlannedCommand,
  UpgradeOptions,
  UpgradeReport,
  UpgradeStatus,
} from './upgrades/upgrade-report.js';
