import { describeAdapter } from '../contract.ts';
import { describeJourneys } from '../journeys.ts';
import { slackHarness } from './harness.ts';

describeAdapter('slack by Socket Mode', slackHarness('socket'));
describeAdapter('slack by HTTP', slackHarness('http'));
describeJourneys('slack', slackHarness('http'));
