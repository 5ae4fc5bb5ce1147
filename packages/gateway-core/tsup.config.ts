import { base } from '../../tsup.base.js';

export default base(['src/index.ts', 'src/provider.ts', 'src/testing/index.ts']);
