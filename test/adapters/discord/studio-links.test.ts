import { describeStudioLinks } from '../studio-links.ts';
import { discordHarness } from './harness.ts';

describeStudioLinks('discord', discordHarness);
