import { describeScenarios } from '../harness/describe-scenarios.ts';

describeScenarios('gemini');
