import type { Gateway } from '@llm-gateway/core';
import { Option, type Command } from 'commander';
import { readCount } from '../read-count.js';
import type { Terminal } from '../terminal.js';
import { cancelJob } from './cancel-job.js';
import { cleanJobs } from './clean-jobs.js';
import { followJob } from './follow-job.js';
import { listJobs, type ListJobsOptions } from './list-jobs.js';
import { showJob, type ShowJobOptions } from './show-job.js';

export interface JobsParts {
  readonly terminal: Terminal;
  readonly withGateway: (run: (gateway: Gateway) => Promise<number>) => Promise<void>;
}

type Typed<Options> = Omit<Options, 'gateway' | 'terminal' | 'id'>;

/** What can be done with jobs from a terminal. Parsing alone; each command is a file. */
export function addJobsCommands(jobs: Command, { terminal, withGateway }: JobsParts): void {
  jobs
    .command('list', { isDefault: true })
    .description('list jobs, newest first')
    .option('-n, --limit <count>', 'how many', readCount, 20)
    .option('-a, --provider <id>', 'only those of one agent')
    .addOption(new Option('-s, --status <status>', 'only those in one state').choices(STATUSES))
    .option('--json', JSON_HELP)
    .action((options: Typed<ListJobsOptions>) => withGateway((gateway) => listJobs({ gateway, terminal, ...options })));
  jobs
    .command('show [id]')
    .description('show a job and its answer; without an id, the newest')
    .addOption(new Option('-r, --raw <stream>', 'show what the CLI itself printed').choices(['stdout', 'stderr']))
    .option('--offset <bytes>', 'begin there', readCount)
    .option('--max-chars <count>', 'show one page of that length, not everything', readCount)
    .option('--json', JSON_HELP)
    .action((id: string | undefined, options: Typed<ShowJobOptions>) =>
      withGateway((gateway) => showJob({ gateway, terminal, id, ...options })),
    );
  jobs
    .command('follow [id]')
    .description('write what the agent writes, until the job ends; without an id, the newest')
    .option('--json', 'print each event as one line of JSON')
    .action((id: string | undefined, options: { json?: boolean }) =>
      withGateway((gateway) => followJob({ gateway, terminal, id, ...options })),
    );
  jobs
    .command('cancel <id>')
    .description('stop a job and everything it started')
    .option('--json', JSON_HELP)
    .action((id: string, options: { json?: boolean }) =>
      withGateway((gateway) => cancelJob({ gateway, terminal, id, ...options })),
    );
  jobs
    .command('clean')
    .description('remove the jobs, and their files, that are older than they are kept')
    .option('--json', JSON_HELP)
    .action((options: { json?: boolean }) => withGateway((gateway) => cleanJobs({ gateway, terminal, ...options })));
}

const STATUSES = ['queued', 'running', 'completed', 'failed', 'canceled', 'orphaned'];
const JSON_HELP = 'print one JSON object instead of the text';
