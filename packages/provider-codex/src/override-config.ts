/** A value of Codex's configuration, which is TOML. */
export type ConfigValue = string | number | boolean | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/** The arguments that override Codex's configuration for one run. Keys may be dotted. */
export function overrideConfig(settings: Readonly<Record<string, ConfigValue>>): readonly string[] {
  return Object.entries(settings).flatMap(([key, value]) => ['--config', `${key}=${inlineToml(value)}`]);
}

function inlineToml(value: ConfigValue): string {
  if (typeof value === 'string') return quote(value);
  if (isList(value)) return `[${value.map(inlineToml).join(',')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${quote(key)}=${inlineToml(member)}`)
    .join(',')}}`;
}

/** A JSON string is a TOML string, but for the one control character that JSON leaves as it is. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', String.raw`\u007F`);
}

function isList(value: ConfigValue): value is readonly ConfigValue[] {
  return Array.isArray(value);
}
