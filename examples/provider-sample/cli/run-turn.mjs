import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeAnswer } from './compose-answer.mjs';
import { listConversations, readConversation, writeConversation } from './conversations.mjs';
import { directivesIn, obey } from './directives.mjs';
import { defaultModel, models } from './models.mjs';
import { printEvent, printSplit } from './print.mjs';

/** One turn: prompt in, JSON lines out. */
export async function runTurn(flags) {
  if (process.env.SAMPLE_AGENT) throw new Error('A sample agent cannot run inside another one (SAMPLE_AGENT is set).');
  const turn = {
    prompt: await readPrompt(),
    permission: oneOf('permission', flags.permission ?? 'read-only', ['read-only', 'edit', 'full']),
    effort: oneOf('effort', flags.effort ?? 'low', ['low', 'high']),
    model: flags.model ?? defaultModel,
    pace: flags.pace === undefined ? 150 : Number(flags.pace),
    answer: undefined,
    splitsCharacters: false,
  };
  const directives = directivesIn(turn.prompt);
  if (directives.some(({ name }) => name === 'silent')) return;

  const conversation = await conversationFor(flags);
  if (conversation === undefined) return fail({ code: 'session_not_found', message: 'There is no such conversation.' });
  if (process.env.SAMPLE_AGENT_LOGGED_OUT) return fail({ code: 'auth_required', message: 'Not logged in.' });
  if (!models.some(({ id }) => id === turn.model)) {
    return fail({ code: 'model_not_found', message: `There is no model "${turn.model}".` });
  }

  const earlier = conversation.turns;
  turn.history = earlier.map(({ prompt }) => prompt);
  await printEvent({ type: 'session', id: conversation.id });
  await printEvent({ type: 'model', id: turn.model });
  await keep(conversation, turn, [...earlier, { prompt: turn.prompt }]);
  await printEvent({ type: 'thinking', text: 'Looking up what was said before.' });
  if (turn.effort === 'high') await printEvent({ type: 'thinking', text: 'Looking once more, with effort.' });

  for (const directive of directives) {
    const failure = await obey(directive, turn);
    if (failure) return fail(failure);
  }
  await recall(conversation, turn);
  const answer = turn.answer ?? composeAnswer(turn);
  await say(answer, turn);
  await keep(conversation, turn, [...earlier, { prompt: turn.prompt, answer }]);
  await printEvent(usageOf(earlier, turn.prompt, answer));
  await printEvent({ type: 'result', status: 'ok', text: answer });
}

async function readPrompt() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const prompt = Buffer.concat(chunks).toString('utf8');
  if (prompt === '') throw new Error('There is no prompt on stdin.');
  return prompt;
}

async function conversationFor({ resume, fork, continue: latest }) {
  if (resume !== undefined) return readConversation(resume);
  if (fork !== undefined) {
    const original = await readConversation(fork);
    return original && { ...original, id: randomUUID() };
  }
  if (latest) return (await listConversations()).find(({ cwd }) => cwd === process.cwd());
  return { id: randomUUID(), cwd: process.cwd(), turns: [] };
}

async function keep(conversation, { model }, turns) {
  await writeConversation({ ...conversation, model, turns, updatedAt: new Date().toISOString() });
}

/** The one tool of the sample agent. It comes after the directives, so that a turn told to fail has done nothing yet. */
async function recall({ id, turns }, { pace }) {
  await printEvent({ type: 'tool-call', id: 'call-1', name: 'recall', input: { conversation: id } });
  await sleep(pace);
  await printEvent({ type: 'tool-result', id: 'call-1', output: `Turns so far: ${turns.length}` });
}

async function say(answer, { pace, splitsCharacters }) {
  const print = splitsCharacters ? printSplit : printEvent;
  for (const delta of piecesOf(answer)) {
    await print({ type: 'text', message: 'message-1', delta });
    await sleep(pace);
  }
}

/** Twelve pieces at most, cut between words where there are any, and never inside a character. */
function piecesOf(answer) {
  const size = Math.max(24, Math.ceil(answer.length / 12));
  const pieces = [];
  for (let start = 0; start < answer.length;) {
    const space = answer.indexOf(' ', start + size);
    let end = space < 0 || space > start + 2 * size ? start + size : space + 1;
    if (/[\uDC00-\uDFFF]/.test(answer[end] ?? '')) end += 1;
    pieces.push(answer.slice(start, end));
    start = end;
  }
  return pieces;
}

/** Four characters are a token, and whatever was said before comes from a cache. */
function usageOf(earlier, prompt, answer) {
  const before = earlier.map((turn) => turn.prompt + (turn.answer ?? '')).join('');
  return {
    type: 'usage',
    inputTokens: Math.ceil(prompt.length / 4) + Math.ceil(before.length / 4),
    cachedTokens: Math.ceil(before.length / 4),
    outputTokens: Math.ceil(answer.length / 4),
  };
}

async function fail({ onStderr, exitCode, ...failure }) {
  if (onStderr) process.stderr.write(`sample-agent: error ${failure.code}\n`);
  else await printEvent({ type: 'result', status: 'error', ...failure });
  process.exitCode = exitCode ?? 1;
}

function oneOf(flag, value, allowed) {
  if (!allowed.includes(value)) throw new Error(`--${flag} is one of ${allowed.join(', ')}, not "${value}".`);
  return value;
}
