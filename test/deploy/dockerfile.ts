import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
export const inRepository = (name: string): string =>
  fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** One instruction of a Dockerfile: `COPY`, and the rest of its line. */
export interface Step {
  readonly instruction: string;
  readonly rest: string;
}

export interface Stage {
  readonly image: string;
  /** What `AS` calls it; null for the last one. */
  readonly name: string | null;
  readonly steps: readonly Step[];
}

export interface Copy {
  /** The stage that it copies from; null for the repository. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

const words = (line: string): readonly string[] => line.split(/\s+/).filter((word) => word !== '');

/** The stages of deploy/Dockerfile. It uses one line for each instruction. */
export function readDockerfile(): readonly Stage[] {
  const stages: { image: string; name: string | null; steps: Step[] }[] = [];
  for (const line of readFileSync(inRepository('deploy/Dockerfile'), 'utf8').split('\n')) {
    const [, instruction, rest] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (instruction === undefined || rest === undefined) {
      if (line !== '' && !line.startsWith('#')) throw new Error(`no instruction: ${line}`);
      continue;
    }
    if (instruction === 'FROM') {
      const [image = '', , name = null] = words(rest);
      stages.push({ image, name, steps: [] });
    } else {
      stages.at(-1)?.steps.push({ instruction, rest });
    }
  }
  return stages;
}

export function readCopy(rest: string): Copy {
  const given = words(rest);
  const from = given[0]?.startsWith('--from=') === true ? given[0].slice(7) : null;
  const paths = from === null ? given : given.slice(1);
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

export function readEnv(rest: string): Readonly<Record<string, string>> {
  return Object.fromEntries(words(rest).map((word) => word.split(/=(.*)/s).slice(0, 2)));
}

/** The last line of that instruction in a stage. */
export function lastOf(stage: Stage, instruction: string): string {
  const found = stage.steps.findLast((step) => step.instruction === instruction);
  if (found === undefined) throw new Error(`deploy/Dockerfile has no ${instruction}`);
  return found.rest;
}

/** The program and its arguments of CMD or HEALTHCHECK. */
export function readCommand(rest: string): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(rest.slice(rest.indexOf('['))));
}
