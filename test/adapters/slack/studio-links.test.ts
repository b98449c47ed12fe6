import { describeStudioLinks } from '../studio-links.ts';
import { slackHarness } from './harness.ts';

describeStudioLinks('slack', slackHarness('http'));
