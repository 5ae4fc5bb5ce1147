// Lets Node.js run the TypeScript sources as they are, so that tests start the real server without a build:
//   node --conditions=@llm-gateway/source --import ./run-from-source.mjs bin.ts
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const isOfSource = context.parentURL?.endsWith('.ts') && specifier.startsWith('.') && specifier.endsWith('.js');
    return next(isOfSource ? `${specifier.slice(0, -3)}.ts` : specifier, context);
  },
});
