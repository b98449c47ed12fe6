import { describeAdapter } from '../contract.ts';
import { describeJourneys } from '../journeys.ts';
import { discordHarness } from './harness.ts';

describeAdapter('discord', discordHarness);
describeJourneys('discord', discordHarness);
