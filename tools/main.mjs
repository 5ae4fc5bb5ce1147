// What `npm start` runs once everything is installed.
//
//   node tools/main.mjs                  shows a person what this is, with an offline agent
//   node tools/main.mjs <anything else>  is the `llm-gateway` command
//
// Builds first what is older than its sources. What a build prints goes to stderr: stdout belongs to the command.
import { buildWhatIsStale } from './demo/build-what-is-stale.mjs';
import { showDemo } from './demo/show-demo.mjs';

if (!(await buildWhatIsStale())) process.exit(1);

if (process.argv.length > 2) {
  // In this process: arguments, stdin, signals and exit code are the command's own.
  await import('../packages/mcp-server/dist/bin.js');
} else {
  process.exitCode = await showDemo();
}
