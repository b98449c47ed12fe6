import { nearest } from '../../domain/did-you-mean.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Request } from '../context.ts';
import { notice } from '../shared/notice-card.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { transact } from '../shared/transact.ts';
import { readReport, readReportNow } from './read-report.ts';
import { reportCard } from './report-card.ts';
import { reportToCsv } from './report-file.ts';

/** `/quiz report [deck] [csv]`: how the questions do, as a card or as a table for the manager alone. */
export async function report(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { workspace, channel } = interaction.place;
  const deck = values.has('deck') ? String(values.get('deck')) : null;
  const { settings, asked, decks } = await transact(request, async ({ tx }) => ({
    settings: await tx.channels.channel(channel),
    asked: [...(await tx.analysis.deckStates()).keys()],
    decks: await workspaceDecks({ app, tx }),
  }));
  const known = deck === null ? null : decks.find(deck);
  if (deck !== null && known === null && !asked.includes(deck)) {
    const ids = [...new Set([...decks.all().map(({ id }) => id), ...asked])];
    return { kind: 'card', card: notice(words.noDeck({ deck, near: nearest(deck, ids) })) };
  }
  const zone = settings?.zone ?? app.defaults.zone;
  const query = { workspace, deck, now, zone };
  if (values.get('format') === 'csv') {
    const name = `report${deck === null ? '' : `-${deck}`}.csv`;
    const file = { name, type: 'text/csv', text: reportToCsv(await readReport(app, query)) };
    return { kind: 'file', card: notice(words.analysisFile()), file };
  }
  const { report: found, behind } = await readReportNow(app, query);
  if (behind > 0) app.wantReport(workspace);
  const title = known?.title ?? deck;
  return { kind: 'card', card: reportCard(words, found, { title, isBehind: behind > 0 }) };
}
