import type { Provider } from '@llm-gateway/core';
import * as z from 'zod';

/** A field that names one of the given providers. */
export function providerField(providers: readonly Provider[]): z.ZodType<string, string> {
  const ids = providers.map(({ id }) => id);
  return ids.length === 0 ? z.string() : z.enum(ids); // an empty enumeration is no valid schema
}
