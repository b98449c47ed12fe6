import { notice } from '../shared/notice-card.ts';
import { list } from '../../domain/text.ts';
import type { Request } from '../context.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';

/** Several members have that name, so it names none of them. */
const AMBIGUOUS = Symbol('ambiguous');

export async function listManagers({ app, interaction, words }: Request): Promise<Reply> {
  const all = await app.store.tx(interaction.place.workspace, (tx) => tx.members.managers());
  if (all.length === 0) return { kind: 'card', card: notice(words.managersNone()) };
  return {
    kind: 'card',
    card: {
      gist: words.managersHeading(),
      blocks: [
        { kind: 'heading', text: words.managersHeading() },
        { kind: 'text', text: list(all.map((member) => [member.name])), tone: 'normal' },
      ],
    },
  };
}

export async function addManager(request: Request, values: Values): Promise<Reply> {
  return setManager(request, values, true);
}

export async function removeManager(request: Request, values: Values): Promise<Reply> {
  return setManager(request, values, false);
}

async function setManager(
  { app, interaction, words, now }: Request,
  values: Values,
  manager: boolean,
): Promise<Reply> {
  const who = String(values.get('member') ?? '');
  const said = await app.store.tx(interaction.place.workspace, async (tx) => {
    const named = await tx.members.named(who);
    const member = (await tx.members.get(who)) ?? (named.length === 1 ? named[0] : undefined);
    if (named.length > 1 && (await tx.members.get(who)) === null) return AMBIGUOUS;
    if (member === undefined) return null;
    if (!manager && !member.manager) return words.managerNotNamed({ name: member.name });
    if (manager && member.manager) return words.managerAlready({ name: member.name });
    await tx.members.setManager(member.id, manager);
    const what = manager ? 'managers add' : 'managers remove';
    await recordAct({ app, interaction, now }, tx, { what, about: member.id });
    const { name: shown } = member;
    return manager ? words.managerAdded({ name: shown }) : words.managerRemoved({ name: shown });
  });
  if (said === AMBIGUOUS)
    return { kind: 'card', card: notice(words.managerAmbiguous({ name: who })) };
  if (said === null) return { kind: 'card', card: notice(words.managerUnknown({ name: who })) };
  return { kind: 'card', card: notice(said) };
}
