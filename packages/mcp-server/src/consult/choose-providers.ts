import { GatewayError, type Gateway, type Provider, type ProviderInspection } from '@llm-gateway/core';

export interface Choice {
  readonly asked: readonly Provider[];
  readonly notAsked: readonly { readonly provider: string; readonly reason: string }[];
}

/**
 * Whom to ask: exactly those that are named, else all that are installed, logged in and can be held to reading. Throws
 * when nobody is left.
 */
export async function chooseProviders(gateway: Gateway, named: readonly string[] | undefined): Promise<Choice> {
  const choice = named === undefined ? await allThatCan(gateway) : byName(gateway, named);
  if (choice.asked.length > 0) return choice;
  const reasons = choice.notAsked.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ');
  throw new GatewayError('provider_not_found', `There is nobody to ask. ${reasons}`.trim(), {
    hint: 'llm-gateway doctor shows what each agent lacks.',
  });
}

function byName({ providers }: Gateway, named: readonly string[]): Choice {
  const asked = [...new Set(named)].map((id) => {
    const provider = providers.find((candidate) => candidate.id === id);
    if (provider !== undefined) return provider;
    throw new GatewayError('provider_not_found', `There is no provider "${id}".`, {
      provider: id,
      hint: `Loaded: ${providers.map((candidate) => candidate.id).join(', ') || 'none'}.`,
    });
  });
  return { asked, notAsked: [] };
}

async function allThatCan(gateway: Gateway): Promise<Choice> {
  const { providers: inspections } = await gateway.inspect();
  const judged = gateway.providers.map((provider) => ({
    provider,
    reason: whyNot(
      provider,
      inspections.find(({ id }) => id === provider.id),
    ),
  }));
  return {
    asked: judged.flatMap(({ provider, reason }) => (reason === undefined ? [provider] : [])),
    notAsked: judged.flatMap(({ provider, reason }) =>
      reason === undefined ? [] : [{ provider: provider.id, reason }],
    ),
  };
}

function whyNot({ features }: Provider, inspection: ProviderInspection | undefined): string | undefined {
  if (!features.permissions.includes('read-only')) return 'cannot be held to reading';
  if (inspection?.installation === undefined) return 'not installed';
  return inspection.login?.state === 'logged-out' ? 'not logged in' : undefined;
}
