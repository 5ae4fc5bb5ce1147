import { createInterface } from 'node:readline';
import createSampleProvider from '../../../examples/provider-sample/src/index.js';
import { createGateway, type GatewayRequest } from '../src/index.js';

// A gateway in a process of its own, to be killed. Each line on stdin is a list of requests; each line on stdout an answer.
const gateway = await createGateway({ providers: [createSampleProvider()] });

for await (const line of createInterface({ input: process.stdin })) {
  // The tests alone write here.
  const requests = JSON.parse(line) as readonly GatewayRequest[];
  const started = await Promise.all(requests.map((request) => gateway.start(request, { detached: true })));
  process.stdout.write(`${JSON.stringify(started.map(({ id, deduplicated }) => ({ id, deduplicated })))}\n`);
}
await gateway.close();
