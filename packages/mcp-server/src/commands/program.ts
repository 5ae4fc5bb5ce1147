import { fileURLToPath } from 'node:url';
import { createGateway, type Gateway } from '@llm-gateway/core';
import { Command, Option } from 'commander';
import { readVersion } from '../read-version.js';
import { listApprovals } from './approvals.js';
import { ask } from './ask.js';
import { showClients } from './clients.js';
import { consult } from './consult.js';
import { doctor } from './doctor.js';
import { install } from './install.js';
import { addJobsCommands } from './jobs/add-jobs-commands.js';
import { addLogsCommands } from './logs/add-logs-commands.js';
import { listModels } from './models.js';
import { readCount } from './read-count.js';
import { readDuration } from './read-duration.js';
import { addSessionsCommands } from './sessions/add-sessions-commands.js';
import type { Terminal } from './terminal.js';
import { showUsage } from './usage/show-usage.js';
import { listVersions, upgrade } from './upgrades.js';

export interface ProgramParts {
  readonly terminal: Terminal;
  readonly manifest: URL;
  readonly exit: (code: number) => void;
}

/** The command line for people. Parsing is all that happens here; each command is a file. */
export function createProgram({ terminal, manifest, exit }: ProgramParts): Command {
  const program = new Command('llm-gateway')
    .description('The coding agents on this machine, behind one command and one MCP server.')
    .version(readVersion(manifest), '-v, --version')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      outputError: (text) => terminal.sayError({ message: text.replace(/^error: /, '').trimEnd() }),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', MORE_HELP);

  const withGateway = async (run: (gateway: Gateway) => Promise<number>): Promise<void> => {
    const gateway = await createGateway({ hostManifest: fileURLToPath(manifest) });
    try {
      exit(await run(gateway));
    } finally {
      await gateway.close();
    }
  };

  program
    .command('ask <provider> [prompt...]')
    .description('ask an agent; without a prompt it is read from stdin')
    .option('--json', 'print one JSON object instead of the text')
    .option('-s, --session <id>', 'continue this conversation')
    .option('-c, --continue', 'continue the latest conversation of this folder')
    .option('-m, --model <name>', 'model or alias')
    .option('-e, --effort <level>', 'how hard to think, where the agent can be told')
    .addOption(new Option('-p, --permission <level>', 'what the agent may do').choices(['read-only', 'edit', 'full']))
    .option('-C, --cwd <folder>', 'folder to work in')
    .option('-t, --timeout <duration>', 'longest run, such as 90s, 10m or 2h', readDuration)
    .option('-o, --option <key=value>', "one of the agent's own options; may be repeated", collect, [])
    .option('--dry-run', 'show what would be started, and start nothing')
    .action((provider: string, words: string[], options: object) =>
      withGateway((gateway) => ask({ gateway, terminal, provider, words, ...options })),
    );

  program
    .command('doctor')
    .description('show which agents are ready, and what is wrong with the others')
    .option('--drift', 'compare the flags that are sent to each agent with those that its own help names')
    .option('--json', 'print one JSON object instead of the text')
    .action((options: { json?: boolean; drift?: boolean }) =>
      withGateway((gateway) => doctor({ gateway, terminal, manifest, ...options })),
    );

  const jobs = program.command('jobs').description('list, show, follow, cancel and clean up jobs');
  addJobsCommands(jobs, { terminal, withGateway });

  const sessions = program.command('sessions').description('list, show, choose and forget conversations');
  addSessionsCommands(sessions, { terminal, withGateway });

  program
    .command('approvals')
    .description('show what was decided about requests that asked for an approval')
    .option('-n, --limit <count>', 'how many', readCount, 20)
    .option('-a, --provider <id>', 'only those of one agent')
    .option('--json', 'print one JSON object instead of the text')
    .action((options: { limit: number; provider?: string; json?: boolean }) =>
      withGateway((gateway) => listApprovals({ gateway, terminal, ...options })),
    );

  program
    .command('models [provider]')
    .description('show the models of each agent, and who says so')
    .option('--json', 'print one JSON object instead of the text')
    .action((provider: string | undefined, options: { json?: boolean }) =>
      withGateway((gateway) =>
        listModels({ gateway, terminal, ...(provider !== undefined && { provider }), ...options }),
      ),
    );

  program
    .command('versions [provider]')
    .description('show which version of each agent is installed, and what is newer')
    .option('--offline', 'do not ask for the newest version')
    .option('--json', 'print one JSON object instead of the text')
    .action((provider: string | undefined, options: { json?: boolean; offline?: boolean }) =>
      withGateway((gateway) =>
        listVersions({ gateway, terminal, ...(provider !== undefined && { provider }), ...options }),
      ),
    );

  program
    .command('upgrade <provider> [target]')
    .description('show how an agent is brought to a version or tag (latest), or do it')
    .option('--run', 'do it, and ask the agent for its version afterwards')
    .option('-t, --timeout <duration>', 'longest run, such as 90s or 10m', readDuration)
    .option('--json', 'print one JSON object instead of the text')
    .action(
      (provider: string, target: string | undefined, options: { run?: boolean; json?: boolean; timeout?: number }) =>
        withGateway((gateway) =>
          upgrade({ gateway, terminal, provider, ...(target !== undefined && { target }), ...options }),
        ),
    );

  program
    .command('consult [question...]')
    .description('ask several agents one question, reading only, and show every answer')
    .option('-a, --providers <ids>', 'whom to ask, separated by commas (default: all that are ready)', readList)
    .option('--choices <words>', 'verdicts to choose from, separated by commas', readList)
    .option('-C, --cwd <folder>', 'folder to look at')
    .option('--json', 'print one JSON object instead of the text')
    .action((words: string[], options: object) =>
      withGateway((gateway) => consult({ gateway, terminal, words, ...options })),
    );

  const logs = program.command('logs').description('read the record of requests and answers');
  addLogsCommands(logs, { terminal, manifest, withGateway });

  program
    .command('usage')
    .description('show tokens and cost by day, agent and model')
    .option('-d, --days <count>', 'how many days back', readCount, 30)
    .option('-a, --provider <id>', 'only those of one agent')
    .option('--json', 'print one JSON object instead of the chart')
    .action((options: { days: number; provider?: string; json?: boolean }) =>
      withGateway((gateway) => showUsage({ gateway, terminal, ...options })),
    );

  program
    .command('install [client...]')
    .description('add the MCP server to the clients on this machine, or to those that are named')
    .option('--uninstall', 'take it out again')
    .option('--print', 'show what would be written, and write nothing')
    .action((names: string[], options: { uninstall?: boolean; print?: boolean }) =>
      exit(install({ terminal, manifest, names, ...options })),
    );

  program
    .command('clients [name]')
    .description('show how to add the MCP server to each client')
    .action((name: string | undefined) =>
      exit(showClients({ terminal, manifest, ...(name !== undefined && { name }) })),
    );

  return program;
}

const MORE_HELP = `
Without arguments, and with a pipe on stdin, it is an MCP server: \`llm-gateway clients\` shows how to add it.

Examples:
  $ llm-gateway doctor
  $ llm-gateway ask <provider> "What does this project do?"
  $ git diff | llm-gateway ask <provider> - --json
`;

function readList(value: string): readonly string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
