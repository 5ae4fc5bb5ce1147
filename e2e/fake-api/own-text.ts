/**
 * The blocks of a user message that the person typed. The CLIs put reminders, rules and facts about the
 * machine beside them, nearly always in blocks of their own. All of it was seen in the pinned versions.
 */
export function ownTexts(blocks: readonly string[]): readonly string[] {
  return withoutReferencedFiles(blocks)
    .filter((block) => !additions.some((start) => block.startsWith(start)))
    .map(unwrapQuery);
}

const additions = [
  '<system-reminder>', // Claude Code (also for files mentioned with @), Grok
  '[Request interrupted by user]', // Claude Code, in the message of a turn that got SIGINT
  '[Your previous response had no visible output.', // Claude Code, after an empty answer
  '\n[System: You previously returned an empty response', // Gemini, the same
  '<environment_context>', // Codex, before the first prompt
  '# AGENTS.md instructions', // Codex, the same
  '<session_context>', // Gemini, first block of the first prompt's message
  '<user_info>', // Grok, before the first prompt; its rules are in the same block
];

/** Gemini appends the files that a prompt mentions with @ as further blocks, between two marks. */
function withoutReferencedFiles(blocks: readonly string[]): readonly string[] {
  const start = blocks.indexOf('\n--- Content from referenced files ---');
  const end = blocks.lastIndexOf('\n--- End of content ---');
  return start === -1 || end < start ? blocks : [...blocks.slice(0, start), ...blocks.slice(end + 1)];
}

/**
 * Grok sends `<user_query>\nthe prompt, trimmed\n</user_query>`, with `--verbatim` the bare trimmed prompt,
 * and in both cases the files that the prompt mentions with @ behind it, in the same text.
 */
function unwrapQuery(block: string): string {
  const attachments = block.indexOf(
    '\n\n<system-reminder>\nBelow are some potentially helpful/relevant pieces of information',
  );
  const query = attachments === -1 ? block : block.slice(0, attachments);
  const before = '<user_query>\n';
  const after = '\n</user_query>';
  return query.startsWith(before) && query.endsWith(after) ? query.slice(before.length, -after.length) : query;
}
