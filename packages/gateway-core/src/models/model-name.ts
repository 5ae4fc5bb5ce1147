/** Names go into argument lists, so what could be a flag or several words is none. */
const MODEL_NAME = /^[^-\s]\S{0,199}$/;

/** Whether the text can be the name of a model. Which names exist only the CLI knows. */
export function isModelName(text: string): boolean {
  return MODEL_NAME.test(text) && !text.includes('\0');
}
