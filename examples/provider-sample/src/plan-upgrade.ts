import type { UpgradePlan } from '@llm-gateway/core/provider';

export function planUpgrade(): UpgradePlan {
  return {
    strategy: 'manual',
    commands: [],
    note: 'The sample agent comes with its example and has no other versions.',
  };
}
