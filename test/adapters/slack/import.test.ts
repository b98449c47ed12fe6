import { describeImports } from '../imports.ts';
import { slackHarness } from './harness.ts';

describeImports('slack', slackHarness('http'));
