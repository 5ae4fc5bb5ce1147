import { createHash, randomBytes } from 'node:crypto';
import type { ApprovalDecision, Gateway, GatewayRequest, PersonsAnswer, Provider } from '@llm-gateway/core';
import {
  createRequestStateCodec,
  inputRequired,
  inputResponse,
  type InputRequiredResult,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { canAskPerson } from '../clients/can-ask-person.js';
import type { ToolContext } from '../tools/tool-context.js';

export interface Question {
  readonly tools: ToolContext;
  readonly provider: Provider;
  readonly context: ServerContext;
  readonly request: GatewayRequest;
}

/** The question to put to the client's user, or what they have answered. Neither: nobody needs to be asked. */
export interface Asked {
  readonly question?: InputRequiredResult;
  readonly personSaid?: PersonsAnswer;
}

const KEY = 'approval';

/**
 * Puts a denial by score to the person in front of the client, where the client can. The call comes back with the answer:
 * a new request of its own since 2026-07-28, and before that by way of the SDK.
 */
export async function askPerson({ tools, provider, context, request }: Question): Promise<Asked> {
  const { gateway, server } = tools;
  if (request.approvalStrategy !== 'mcp_managed' || !canAskPerson(server, context)) return {};
  const plan = await gateway.plan(request).catch(() => undefined); // said, and recorded, when it is started
  if (plan?.approval?.status !== 'denied') return {};
  const about = digest(request);
  const states = statesOf(gateway);
  const answer = inputResponse(context.mcpReq.inputResponses, KEY);
  if (answer.kind === 'elicit' && (await asked(states, context)) === about) return { personSaid: answer.action };
  return {
    question: inputRequired({
      inputRequests: {
        [KEY]: inputRequired.elicit({
          mode: 'form',
          message: question(provider, request, plan.approval),
          // Accepting is the answer; there is nothing to fill in.
          requestedSchema: { type: 'object', properties: {} },
        }),
      },
      requestState: await states.mint(about),
    }),
  };
}

const PROMPT_CHARS = 600;

function question(provider: Provider, { prompt }: GatewayRequest, approval: ApprovalDecision): string {
  const { score, policy, maxScore, reasons } = approval;
  const excerpt = prompt.length > PROMPT_CHARS ? `${prompt.slice(0, PROMPT_CHARS)} …` : prompt;
  return [
    `May ${provider.displayName} be started? The request scores ${score}, and the policy "${policy}" allows ${maxScore}:`,
    ...reasons.map((reason) => `  ${reason}`),
    'It is asked:',
    ...excerpt.split('\n').map((line) => `  > ${line}`),
  ].join('\n');
}

/** An answer counts for the very request that it was given to. */
function digest(request: GatewayRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url');
}

async function asked(states: RequestStateCodec<string>, context: ServerContext): Promise<string | undefined> {
  const state: unknown = context.mcpReq.requestState();
  if (typeof state !== 'string') return undefined;
  return states.verify(state, context).catch(() => undefined); // somebody else's, or too old: then we ask again
}

/** One key a gateway: a server may be made for each request. */
const codecs = new WeakMap<Gateway, RequestStateCodec<string>>();

function statesOf(gateway: Gateway): RequestStateCodec<string> {
  const known = codecs.get(gateway) ?? createRequestStateCodec<string>({ key: randomBytes(32), ttlSeconds: 3_600 });
  codecs.set(gateway, known);
  return known;
}
