import type { DriftReport, Inspection } from '@llm-gateway/core';
import * as z from 'zod';

const state = <const Values extends readonly string[]>(...values: Values) => z.enum(values);

const installation = z
  .object({
    path: z.string().describe('The executable as found, absolute.'),
    realPath: z.string().describe('The same with its symbolic links resolved.'),
    version: z.string().describe('`1.2.3`, or `unknown` when the CLI did not say.'),
    method: z.string().describe('How it seems to have been installed, such as npm or homebrew.'),
  })
  .describe('Absent: the CLI was not found.');

const login = z.object({
  state: state('logged-in', 'logged-out', 'unknown'),
  detail: z.string().optional().describe('How, without any secret.'),
  hint: z.string().optional().describe('The next thing to type.'),
});

const provider = z.object({
  id: z.string(),
  displayName: z.string(),
  installation: installation.optional(),
  login: login.optional().describe('As far as it can be known without calling a model.'),
  problem: z.string().optional().describe('What keeps it from working, as a sentence.'),
  hint: z.string().optional().describe('What to do about the problem.'),
  permissions: z.array(state('read-only', 'edit', 'full')).describe('The levels that can be enforced.'),
  sessions: z.object({ resume: z.boolean(), latest: z.boolean(), fork: z.boolean() }),
  breaker: state('closed', 'open', 'half-open').describe('`open`: its service failed several times in a row.'),
  searched: z.array(z.string()).describe('The folders that were searched for the CLI.'),
});

const database = z.object({
  path: z.string().optional().describe('Absent: recording is off.'),
  state: state('ok', 'not-created', 'off', 'broken'),
  message: z.string().optional().describe('What is wrong with it.'),
  requests: z.int().min(0).optional().describe('How many are recorded.'),
});

const failure = z.object({
  package: z.string().describe("The package's name, or the path it was to be loaded from."),
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

const drift = z.object({
  provider: z.string(),
  displayName: z.string(),
  version: z.string().optional().describe("The installed CLI's. Absent: it is not installed."),
  flags: z.int().min(0).describe('How many different flags the provider can send.'),
  vanished: z
    .array(z.object({ flag: z.string(), args: z.array(z.string()).describe('A command that would hold it.') }))
    .describe("Flags that the installed CLI's own help does not name."),
  problem: z.string().optional().describe('Why nothing could be compared.'),
});

/** What `llm-gateway doctor --json` prints. Published as `schemas/doctor.schema.json`; members may be added to it. */
export const doctorReport = z
  .object({
    version: z.string().describe('Of llm-gateway.'),
    node: z.string(),
    platform: z.string(),
    home: z.string().describe('The folder of everything that the gateway keeps.'),
    healthy: z
      .boolean()
      .describe('Whether somebody can be asked and nothing is broken. The exit code is 0 then, else 1.'),
    database,
    providers: z.array(provider),
    failures: z.array(failure).describe('The provider packages that did not load, and why.'),
    drift: z.array(drift).optional().describe('Only with --drift: how providers and installed CLIs have grown apart.'),
  })
  .meta({ title: 'llm-gateway doctor --json' });

export type DoctorReport = z.output<typeof doctorReport>;

export interface ReportParts {
  readonly version: string;
  readonly healthy: boolean;
  readonly inspection: Inspection;
  readonly drift: readonly DriftReport[] | undefined;
}

/** The report as plain JSON. What the schema does not name does not get out. */
export function writeDoctorReport({ version, healthy, inspection, drift: reports }: ReportParts): DoctorReport {
  return doctorReport.parse({ version, healthy, ...inspection, ...(reports && { drift: reports }) });
}
