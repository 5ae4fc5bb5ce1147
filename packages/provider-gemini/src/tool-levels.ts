/** Tools that look and answer. `google_web_search` reaches only the vendor that reads the prompt anyway; `web_fetch` reaches anyone. */
const readingTools: readonly string[] = [
  'complete_task',
  'get_internal_docs',
  'glob',
  'google_web_search',
  'grep_search',
  'list_directory',
  'read_file',
  'read_many_files',
  'update_topic',
];

const editingTools: readonly string[] = ['replace', 'write_file', 'write_todos'];

/** The tools of Gemini CLI 0.61.0 that each level below `full` has. */
export const toolsOf: Readonly<Record<'read-only' | 'edit', readonly string[]>> = {
  'read-only': readingTools,
  edit: [...readingTools, ...editingTools],
};
