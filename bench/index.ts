// npm run bench            every measurement
// npm run bench -- answer  one of them
import { benchAnswer } from './answer.ts';
import { benchFanout } from './fanout.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  answer: benchAnswer,
  fanout: benchFanout,
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    process.stderr.write(`there is no bench “${name}”: ${Object.keys(BENCHES).join(', ')}\n`);
    process.exit(1);
  }
  process.stdout.write(`# ${name}\n`);
  await bench();
}
