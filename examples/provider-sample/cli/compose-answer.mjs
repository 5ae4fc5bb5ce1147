/** Pleasant, honest about what it is, and proof that the conversation was continued. */
export function composeAnswer({ prompt, history, model }) {
  const sentences = [
    `I am the offline sample agent (${model}): no model, no network, but a good memory.`,
    `You asked: ${quote(prompt)}.`,
  ];
  if (history.length === 0) sentences.push('This is the first thing you tell me in this conversation.');
  else sentences.push(`Earlier in this conversation you asked: ${history.map(quote).join('; then ')}.`);
  return sentences.join(' ');
}

function quote(text) {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return `"${characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : line}"`;
}
