/** What to do where a conversation is not there. */
export const WAY_OUT =
  'Leave sessionId out to start a new conversation, or take an id from session_list (`llm-gateway sessions`); with "native": true it also shows what lies on the CLI\'s own disk.';
