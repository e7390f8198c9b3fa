/** The document that `discordant --json` prints. */
import type { DiscordantFindings } from './findings.ts';
import { sayDiscordance } from './words.ts';

export function describeDiscordant(findings: DiscordantFindings): object {
  const { title, paths, pairs, draws, design, seed, events, cross, outcomes, checks, replays } = findings;
  return {
    ...{ title, design, seed, paths, draws },
    worlds: pairs.draws.length,
    histories_per_world: pairs.perDraw,
    events: events.map(({ name, table }) => ({ name, ...table })),
    table: cross.flatMap((row, a) =>
      row.map((share, b) => ({ outcome_a: outcomes[a].name, outcome_b: outcomes[b].name, ...share })),
    ),
    check: checks.map(({ outcome, path, ...rest }) => ({
      path: paths[path === 'a' ? 0 : 1].name,
      outcome: outcomes[outcome].name,
      ...rest,
    })),
    replay: { only_a: replays[0], only_b: replays[1] },
    sentences: sayDiscordance(findings),
  };
}
