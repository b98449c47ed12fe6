import { describeImports } from '../imports.ts';
import { discordHarness } from './harness.ts';

describeImports('discord', discordHarness);
