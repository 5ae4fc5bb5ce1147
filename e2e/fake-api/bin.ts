import { startFakeApi } from './server.ts';

/** `node e2e/fake-api/bin.ts [log file]`: a fake API for trying things by hand, until it is interrupted. */
const [logFile] = process.argv.slice(2);
const api = await startFakeApi(logFile === undefined ? {} : { logFile });
process.stdout.write(`${api.url}\n`);
