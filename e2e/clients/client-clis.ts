import type { CliId } from '../clis/pinned-cli.ts';
import { claude } from './claude.ts';
import type { ClientCli } from './client-cli.ts';
import { codex } from './codex.ts';
import { gemini } from './gemini.ts';
import { grok } from './grok.ts';

export const clientClis: Readonly<Record<CliId, ClientCli>> = { claude, codex, gemini, grok };
