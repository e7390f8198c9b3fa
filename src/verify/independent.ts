/** What other programs say: an independent solver of the model, and Gambit. */
import { type GameTree, nodesOf } from '../game/game-tree.ts';
import type { CheckedNumber, Claim, ClaimGroup } from './claim.ts';
import { compare, smallDeviations } from './finding.ts';
import { GAMBIT_GAMES, type GambitGame } from './gambit-games.ts';
import { KNOWN_ANSWERS } from './known-answers.ts';
import { type Subject, worldWith } from './subject.ts';

/** Relative to max(1, |answer|): of one voter, and of several, whose vote is read from a table. */
const ONE_VOTER_TOLERANCE = 1e-9;
const COMMITTEE_TOLERANCE = 1e-6;
/** Gambit prints ten digits of a profile that solves its equations to 1e-10. */
const GAMBIT_TOLERANCE = 1e-8;

/** The output of each world that deviates most, as a deviation in units of max(1, |answer|). */
function worstAnswers(subject: Subject): CheckedNumber[] {
  return KNOWN_ANSWERS.map(({ name, world, expect }) => {
    const output = subject.evaluate(world);
    const deviations = Object.entries(expect).map(([quantity, answer]) => {
      const found = output(quantity);
      if (answer === null) return Number.isNaN(found) ? 0 : Number.POSITIVE_INFINITY;
      const deviation = Math.abs(found - answer) / Math.max(1, Math.abs(answer));
      return Number.isNaN(deviation) ? Number.POSITIVE_INFINITY : deviation;
    });
    const voters = world.members.filter(({ weight }) => weight > 0).length;
    return compare(
      `${name}: largest of ${deviations.length} deviations`,
      Math.max(...deviations),
      0,
      voters > 1 ? COMMITTEE_TOLERANCE : ONE_VOTER_TOLERANCE,
    );
  });
}

const ANSWERS = KNOWN_ANSWERS.reduce((sum, { expect }) => sum + Object.keys(expect).length, 0);

/** Probabilities by player, number of her information set and action, as Gambit names them. */
function profileOf(tree: GameTree, play: ReadonlyMap<object, Float64Array>): Map<string, number> {
  const counts = tree.players.map(() => 0);
  const profile = new Map<string, number>();
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'decision') continue;
    counts[node.player]++;
    const set = `${node.player + 1}.${counts[node.player]}`;
    node.actions.forEach(({ name }, move) => {
      profile.set(`${set}:${name}`, play.get(node)![move]);
    });
  }
  return profile;
}

const gambitClaim = ({ id, name, tree, columns, rows }: GambitGame): Claim => ({
  id: `gambit-${id.replaceAll('_', '-')}`,
  claim: `Gambit finds the same logit equilibria of ${name}.`,
  source: 'Gambit 16.7.0, gambit-logit',
  how: `Game code, by backward induction and along the principal branch; λ = ${rows.map(([lambda]) => Number(lambda.toPrecision(6))).join(', ')}.`,
  expected: 'every probability that it prints, to 1e-8',
  check: (subject) => {
    const branch = subject.followLogitBranch(
      tree,
      rows.map(([lambda]) => lambda),
    );
    const numbers = rows.flatMap(([lambda, ...expected]) => {
      const induction = profileOf(tree, subject.solveAgentLogit(tree, lambda).probabilities);
      const followed = profileOf(tree, branch.points.find((point) => point.lambda === lambda)!.probabilities);
      return columns.flatMap((column, i) => [
        compare(
          `${column} at λ ${lambda}, by induction`,
          induction.get(column) ?? Number.NaN,
          expected[i],
          GAMBIT_TOLERANCE,
        ),
        compare(
          `${column} at λ ${lambda}, on the branch`,
          followed.get(column) ?? Number.NaN,
          expected[i],
          GAMBIT_TOLERANCE,
        ),
      ]);
    });
    return smallDeviations(numbers, 'probabilities');
  },
});

export const INDEPENDENT: ClaimGroup = {
  id: 'independent',
  title: 'Independent programs',
  about: 'The same worlds and games, solved by programs that share no line with this one.',
  claims: [
    {
      id: 'known-answers',
      claim: 'A second program, written from the specification, finds the same outputs.',
      source: 'an independent implementation of docs/model.md',
      how: `Model: ${KNOWN_ANSWERS.length} worlds (reference values, edges of the allowed ranges, six drawn at random; committees of up to 21), ${ANSWERS} outputs.`,
      expected: 'every output, to 1e-9 of max(1, value); to 1e-6 where several vote',
      check: (subject) => smallDeviations(worstAnswers(subject), 'worlds'),
    },
    ...GAMBIT_GAMES.map(gambitClaim),
    {
      id: 'stage-games',
      claim: 'A period of ceasefire, written as a game tree, has the engine’s play as its logit equilibrium.',
      source: 'docs/model.md §8.7',
      how: 'Model against game code at the certain beliefs 0 and 1: reference values, misperceptions, a hesitant member; periods 0, 7 and 39. The trees are those that the command game writes for Gambit.',
      expected: 'every choice and vote, to 1e-9',
      check: (subject) => smallDeviations(stagePlays(subject), 'probabilities'),
    },
  ],
};

const STAGE_WORLDS = [
  worldWith({}),
  worldWith({
    'challenger.misperception_resolve': -0.8,
    'challenger.misperception_backing': -1.2,
    'challenger.overconfidence': 0.7,
  }),
  worldWith({ 'coalition.type_gap': 35, 'coalition.rationality': 0.6 }, [
    { name: 'Voter', weight: 3, resolve: -7, conditionality: 30 },
  ]),
];

function stagePlays(subject: Subject): CheckedNumber[] {
  return STAGE_WORLDS.flatMap((world, number) =>
    [0, 7, 39].flatMap((period) =>
      [0, 1].flatMap((belief) => {
        const { tree, rationality, play } = subject.stageGame(world, {
          period,
          posture: 1,
          stage: Math.min(2, period),
          belief,
        });
        const { probabilities } = subject.solveAgentLogit(tree, rationality);
        return nodesOf(tree).flatMap((node) =>
          node.kind !== 'decision'
            ? []
            : node.actions.map(({ name }, move) =>
                compare(
                  `world ${number + 1}, period ${period}, belief ${belief}, ${node.informationSet}: ${name}`,
                  play.get(node)![move],
                  probabilities.get(node)![move],
                  1e-9,
                ),
              ),
        );
      }),
    ),
  );
}
