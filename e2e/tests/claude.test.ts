import { describeScenarios } from '../harness/describe-scenarios.ts';

describeScenarios('claude');
