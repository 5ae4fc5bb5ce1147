import type { RequestChange, RequestRow } from './job-store.js';

/** What a joined request has from the run that it joined. */
export function endOfTwin(twin: RequestRow | undefined, row: RequestRow): RequestChange {
  if (twin === undefined) return { ...leftTwin(row), error_message: 'The job that this one had joined is gone.' };
  return {
    ...endedNow(row),
    status: twin.status,
    exit_code: twin.exit_code,
    session_id: twin.session_id,
    model: twin.model,
    response: twin.response,
    response_bytes: twin.response_bytes,
    structured: twin.structured,
    warnings: twin.warnings,
    stdout_bytes: twin.stdout_bytes,
    stderr_bytes: twin.stderr_bytes,
    output_truncated: twin.output_truncated,
    error_category: twin.error_category,
    error_message: twin.error_message,
    error_hint: twin.error_hint,
    retryable: twin.retryable,
    retry_at: twin.retry_at,
  };
}

/** What is written about a joined request that no longer waits for the run that it joined. */
export function leftTwin(row: RequestRow): RequestChange {
  return {
    ...endedNow(row),
    status: 'canceled',
    error_category: 'canceled',
    error_message: 'The job was canceled.',
    retryable: 0,
  };
}

function endedNow(row: RequestRow): RequestChange {
  const now = Date.now();
  return { finished_at: new Date(now).toISOString(), duration_ms: now - Date.parse(row.created_at) };
}
