/**
 * What the contenders of both platforms share: a database that records each click once and keeps three boards, in one
 * transaction, with the durability that Deckhand has, and the words of an answer of our size.
 */
import Database from 'better-sqlite3';

/** @param {string} file */
export function openRecord(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`create table answers (
  round text, member text, option integer, correct integer, at integer, primary key (round, member));
create table boards (
  period text, member text, points integer, answered integer, primary key (period, member)) without rowid;
create index by_points on boards (period, points)`);
  const insert = db.prepare('insert or ignore into answers values (?, ?, ?, ?, ?)');
  const add = db.prepare(`insert into boards values (?, ?, ?, 1) on conflict (period, member)
  do update set points = points + excluded.points, answered = answered + 1`);
  const own = db.prepare('select points from boards where period = ? and member = ?').pluck();
  const ahead = db.prepare('select count(*) from boards where period = ? and points > ?').pluck();
  return db.transaction((round, member, option) => {
    const right = option === 1;
    const points = right ? 10 : 3;
    const { changes } = insert.run(round, member, option, right ? 1 : 0, Date.now());
    if (changes === 1)
      for (const period of ['week', 'month', 'all']) add.run(period, member, points);
    return { right, points, rank: Number(ahead.get('week', own.get('week', member))) + 1 };
  });
}

const WHY =
  'It names the flow, but leaves open how the code is bound to the client that asked for it. ';

/**
 * The reasons of four options, key points and the standing: what our reply holds.
 * @param {{ right: boolean, points: number, rank: number }} recorded
 */
export function answerOf({ right, points, rank }) {
  return {
    title: right ? 'Right: B is the strongest' : 'Not quite: the strongest is B',
    paragraphs: [
      `Why B is the strongest: ${WHY}${WHY}`,
      `• ${WHY}\n• ${WHY}\n• ${WHY}`,
      `+${points} points, ${rank}. this week`,
    ],
    buttons: ['All reasons', 'Leaderboard', 'Practise', 'Report'],
  };
}
