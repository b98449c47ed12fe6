import { describeAdapter } from '../contract.ts';
import { discordHarness } from './harness.ts';

describeAdapter('discord', discordHarness);
