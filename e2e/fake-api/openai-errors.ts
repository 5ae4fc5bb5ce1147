import type { ErrorInput, WireMessages } from './wire.ts';

/** The error body that both OpenAI wires use. */
export function openaiError({ status, message, code }: ErrorInput): unknown {
  return {
    error: { message, type: types[status] ?? 'server_error', param: null, code: code ?? codes[status] ?? null },
  };
}

export const openaiMessages: WireMessages = {
  noKey: 'Missing bearer or basic authentication in header',
  wrongKey: 'Incorrect API key provided.',
  unknownModel: (model) => `The model \`${model}\` does not exist or you do not have access to it.`,
};

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'invalid_request_error',
  403: 'invalid_request_error',
  404: 'invalid_request_error',
  429: 'rate_limit_error',
};

const codes: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
  503: 'server_is_overloaded',
};
