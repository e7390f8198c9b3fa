/** Games that Gambit has solved: trees, and the profiles that it prints. */
import type { GameTree } from '../game/game-tree.ts';
import { decide, draw, type Plan, pay } from '../game/tree-plan.ts';
import answers from './gambit-answers.json' with { type: 'json' };
import { gameOf, leaf } from './trees.ts';

export interface GambitGame {
  /** Name of the game in the file of answers. */
  readonly id: string;
  readonly name: string;
  readonly tree: GameTree;
  /** Player, number of her information set and action: `1.2:Take`. */
  readonly columns: readonly string[];
  /** λ, then a probability for each column. */
  readonly rows: readonly (readonly number[])[];
}

type GameId = keyof typeof answers.games;

const CENTIPEDE = gameOf(
  'Centipede, 4 moves, McKelvey-Palfrey (1992) low stakes',
  ['One', 'Two'],
  decide(
    0,
    ['Take', leaf('T1', 0.4, 0.1)],
    [
      'Pass',
      decide(
        1,
        ['Take', leaf('T2', 0.2, 0.8)],
        [
          'Pass',
          decide(
            0,
            ['Take', leaf('T3', 1.6, 0.4)],
            ['Pass', decide(1, ['Take', leaf('T4', 0.8, 3.2)], ['Pass', leaf('P4', 6.4, 1.6)])],
          ),
        ],
      ),
    ],
  ),
);

const ENTRY_DETERRENCE = gameOf(
  'Entry deterrence, one shot',
  ['Entrant', 'Incumbent'],
  decide(
    0,
    ['Out', leaf('Stay out', 0, 5)],
    ['In', decide(1, ['Fight', leaf('War', -1, 0)], ['Accommodate', leaf('Share', 2, 2)])],
  ),
);

const attackAfter = (withdraw: Plan, attack: Plan): Plan => decide(0, ['Withdraw', withdraw], ['Attack', attack]);

const EXTENDED_DETERRENCE = gameOf(
  'Extended deterrence, three players',
  ['Challenger', 'Protege', 'Defender'],
  decide(
    0,
    ['Refrain', leaf('Status quo', 0, 2, 2)],
    [
      'Threaten',
      decide(
        1,
        ['Yield', leaf('Protege yields', 3, -2, -1)],
        [
          'Stand',
          decide(
            2,
            ['Abandon', attackAfter(leaf('Bluff called, D absent', -1, 3, 1), leaf('Conquest', 2, -4, -3))],
            ['Support', attackAfter(leaf('Deterred', -1.5, 2.5, 2.5), leaf('General war', -5, -3, -4))],
          ),
        ],
      ),
    ],
  ),
);

/** A rung costs both sides something, and may end in war by accident. */
const rung = (number: number, cost: number, accident: number, goOn: Plan): Plan =>
  pay(
    { name: `Cost of rung ${number}`, payoffs: [-cost, -cost] },
    draw(['NoAccident', 1 - accident, goOn], ['Accident', accident, leaf('War', -6, -6)]),
  );

const ESCALATION_LADDER = gameOf(
  'Escalation ladder with accidental war at each rung',
  ['A', 'B'],
  decide(
    0,
    ['Stop', leaf('Calm', 0, 0)],
    [
      'Escalate',
      rung(
        1,
        0.25,
        0.1,
        decide(
          1,
          ['Yield', leaf('B yields', 2, -1)],
          [
            'Escalate',
            rung(2, 0.5, 0.25, decide(0, ['Yield', leaf('A yields', -1.5, 3)], ['War', leaf('War', -6, -6)])),
          ],
        ),
      ),
    ],
  ),
);

const solved = (id: GameId, name: string, tree: GameTree): GambitGame => ({ id, name, tree, ...answers.games[id] });

export const GAMBIT_GAMES: readonly GambitGame[] = [
  solved('centipede_mp4_low', 'the centipede of McKelvey & Palfrey (1992)', CENTIPEDE),
  solved('entry_deterrence', 'entry deterrence', ENTRY_DETERRENCE),
  solved('extended_deterrence', 'extended deterrence between three', EXTENDED_DETERRENCE),
  solved('escalation_ladder_chance', 'an escalation ladder with accidental war', ESCALATION_LADDER),
];
