const modelIds = ['claude-opus-5-5', 'gpt-6.1-sol', 'gemini-3.8-flash', 'grok-4.6', 'fake-model'];

/** One answer to `GET /v1/models` that the readers of all vendors accept. */
export function modelList(path: string): unknown {
  if (path.startsWith('/v1beta/')) return { models: modelIds.map((id) => ({ name: `models/${id}`, displayName: id })) };
  const data = modelIds.map((id) => ({
    id,
    type: 'model',
    object: 'model',
    display_name: id,
    created: 0,
    created_at: '2026-01-01T00:00:00Z',
    owned_by: 'fake',
  }));
  return { object: 'list', data, models: [], has_more: false, first_id: modelIds[0], last_id: modelIds.at(-1) };
}
