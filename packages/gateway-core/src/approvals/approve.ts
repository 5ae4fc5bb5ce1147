import type { Config } from '../config/config.js';
import type { StartOptions } from '../gateway.js';
import type { Prepared } from '../prepare/prepare-request.js';
import type { ApprovalStore } from './approval-store.js';
import { approvalDenied, withAnswer } from './decide-approval.js';
import { approvalRecord } from './record-approval.js';

interface Around {
  readonly config: Config;
  readonly approvals: ApprovalStore;
  readonly options: StartOptions;
}

/** Records the decision about a request, and throws `approval_denied` where it is one against it. */
export async function approve(prepared: Prepared, { config, approvals, options }: Around): Promise<Prepared> {
  if (prepared.approval === undefined) return prepared;
  const { client, detached: isAsync = false, personSaid } = options;
  const approval = withAnswer(prepared.approval, personSaid);
  const unrecorded = await approvals
    .insert(approvalRecord(prepared, approval, { config, client, isAsync }))
    .then(() => [])
    .catch(
      (error: unknown) =>
        [
          {
            code: 'other',
            message: `The approval is not recorded: ${error instanceof Error ? error.message : String(error)}.`,
          },
        ] as const,
    );
  if (approval.status === 'denied') throw approvalDenied(prepared.provider, approval, personSaid);
  return { ...prepared, approval, warnings: [...prepared.warnings, ...unrecorded] };
}
