import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { solveAgentLogit } from '../../src/game/agent-logit.ts';
import { checkGameTree, type GameNode, movesFrom } from '../../src/game/game-tree.ts';
import type { GameView, ViewNode } from '../../src/report/game-view.ts';
import { readEfg } from '../support/efg-reader.ts';
import { stolperdraht, twoPaths } from './support.ts';

const paris = 'scenarios/paris-2025.yaml';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-game-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const play = async (...args: string[]) => {
  const outcome = await stolperdraht(['game', ...args]);
  expect(outcome.stderr.replace(/^wrote .*\n/gm, '')).toBe('');
  expect(outcome.code).toBe(0);
  return outcome.stdout;
};

describe('game', () => {
  it('prints a period as a tree with the chance of every move and what it comes to', async () => {
    const text = await play(twoPaths, '--path', 'deployment', '--year', '0.5');
    expect(text).toContain('Two paths for tests');
    const flowing = text.replace(/\s+/g, ' ');
    // The median of triangular(8, 17, 30): 30 − √((30 − 8)(30 − 17)/2).
    const troops = 30 - Math.sqrt((22 * 13) / 2);
    expect(flowing).toContain(
      `Path deployment (Troops), year 0.5 (period 1 of 2), a ceasefire, a force of ${Number(troops.toPrecision(3))} thousand deployed.`,
    );
    expect(flowing).toContain('every quantity at the median of its distribution');
    expect(text).toMatch(/chance\s+Challenger\s+resolute\s+irresolute/);
    expect(text).toMatch(/^The period: Challenger chooses(\s+-?\d+\.\d){3}$/m);
    expect(text).toMatch(/assault\s+[<0-9.]+(\s+-?\d+\.\d){3}/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints what its documentation shows', async () => {
    const page = readFileSync(new URL('../../docs/game.md', import.meta.url), 'utf8');
    const [, command, shown] = /^stolperdraht game (.*)\n```\n\n<!-- transcript -->\n```text\n([\s\S]*?)\n```/m.exec(
      page,
    )!;
    expect((await play(...command.split(' '))).trimEnd()).toBe(shown);
  });

  // The file for Gambit holds payoffs and structure, the JSON the play of the engine: nothing else joins the two.
  it.each([
    ['a certain bluff', twoPaths, ['--path', 'deployment', '--year', '0.5', '--belief', '0']],
    ['a certain friend', twoPaths, ['--path', 'fortress', '--year', '0', '--belief', '1']],
    [
      'a committee under misperceptions',
      paris,
      ['--path', 'deployment', '--year', '4', '--draw', '3', '--belief', '1'],
    ],
    [
      'a rearmed challenger',
      paris,
      ['--path', 'combined', '--year', '6', '--draw', '9', '--belief', '0', '--rearmed', '--posture', 'wavering'],
    ],
  ])('writes a game whose logit equilibrium is the play that it prints, to 1e-9: %s', async (_, scenario, options) => {
    const efg = join(folder, 'game.efg');
    const view: GameView = JSON.parse(await play(scenario, ...options, '--json', '--efg', efg, '--scaled'));
    const { tree } = readEfg(readFileSync(efg, 'utf8'));
    checkGameTree(tree);
    const { probabilities } = solveAgentLogit(tree, 1);
    const type = view.belief === 1 ? 0 : 1;
    let worst = 0;
    let decisions = 0;
    const compare = (node: GameNode, shown: ViewNode): void => {
      const moves = movesFrom(node);
      expect(shown.branches).toHaveLength(moves.length);
      moves.forEach((move, i) => {
        const branch = shown.branches[i];
        const chance = branch.chance[type];
        worst = Math.max(worst, Math.abs(probabilities.get(node)![i] - chance));
        if (node.kind === 'decision') {
          decisions++;
          expect(move.name).toBe(`${branch.name} ${Number(chance.toPrecision(4))}`);
        } else expect(move.name).toBe(branch.name);
        compare(move.next, branch.next);
      });
    };
    compare(tree.root, view.root);
    expect(decisions).toBeGreaterThan(50);
    expect(worst).toBeLessThan(1e-9);
  });

  describe('with --equilibrium', () => {
    const solve = async (belief: string): Promise<GameView> =>
      JSON.parse(
        await play(twoPaths, '--path', 'deployment', '--year', '0.5', '--belief', belief, '--equilibrium', '--json'),
      );
    function* decisionsOf(node: ViewNode): Generator<ViewNode> {
      if (node.mover === 'challenger' || node.mover === 'coalition') yield node;
      for (const { next } of node.branches) yield* decisionsOf(next);
    }

    it('finds our own play where nothing is hidden, to 1e-9', async () => {
      const { root } = await solve('1');
      let worst = 0;
      for (const { branches } of decisionsOf(root)) {
        for (const { chance, equilibrium } of branches) {
          worst = Math.max(worst, Math.abs(equilibrium![0] - chance[0]));
        }
      }
      expect(worst).toBeLessThan(1e-9);
    });

    it('finds chances for both types in between, which our play comes near but is not', async () => {
      const { root, statements } = await solve('0.5');
      expect(statements.at(-1)).toMatch(/principal branch after \d+ steps/);
      let farthest = 0;
      for (const { branches } of decisionsOf(root)) {
        for (const type of [0, 1] as const) {
          expect(branches.reduce((sum, { equilibrium }) => sum + equilibrium![type], 0)).toBeCloseTo(1, 9);
        }
        for (const { chance, equilibrium } of branches) {
          farthest = Math.max(farthest, Math.abs(chance[0] - equilibrium![0]), Math.abs(chance[1] - equilibrium![1]));
        }
      }
      // Only what is inferred within the period differs.
      expect(farthest).toBeGreaterThan(1e-6);
      expect(farthest).toBeLessThan(0.05);
    });

    it('shows it in a column of its own', async () => {
      const text = await play(twoPaths, '--path', 'fortress', '--belief', '0', '--equilibrium');
      expect(text).toMatch(/chance +equilibrium +Challenger/);
      expect(text).toMatch(/none +0\.(\d{3}) +0\.\1 /);
    });
  });

  it('plays in the world of a draw, which is the one of a run with the same draws, seed and design', async () => {
    const at = (draw: string, ...more: string[]) =>
      play(twoPaths, '--path', 'deployment', '--year', '0.5', '--json', '--draw', draw, ...more);
    const [second, again, third, other] = await Promise.all([at('1'), at('1'), at('2'), at('1', '--seed', 'other')]);
    expect(second).toBe(again);
    expect(third).not.toBe(second);
    expect(other).not.toBe(second);
    const out = join(folder, 'run');
    await stolperdraht(['run', twoPaths, '--quiet', '--out', out]);
    const [header, ...rows] = readFileSync(join(out, 'params.csv'), 'utf8').split(/\r?\n/);
    const column = header.split(',').indexOf('deployment:tripwire.troops');
    const troops = Number(rows[1].split(',')[column]);
    expect(JSON.parse(second).statements[0]).toContain(`a force of ${Number(troops.toPrecision(3))} thousand`);
  });

  it('sets what is asked for, and rounds the belief to the grid that the solution has', async () => {
    const text = await play(
      twoPaths,
      '--path',
      'fortress',
      '--set',
      'challenger.challenge_rate=0.5',
      '--belief',
      '0.7',
    );
    expect(text.replace(/\s+/g, ' ')).toContain('with chance 0.5, the nearest of 3 grid points to 0.7, as asked.');
    expect(text).toContain('year 0.5 (period 1 of 2)');
    // Half an opportunity a year in periods of half a year.
    expect(text).toMatch(/opportunity: Challenger chooses\s+0\.250\s/);
  });

  it('draws a picture that stands alone', async () => {
    const svg = join(folder, 'game.svg');
    await play(twoPaths, '--path', 'deployment', '--year', '0.5', '--svg', svg);
    const picture = readFileSync(svg, 'utf8');
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(picture).toContain('<title id="title">Two paths for tests</title>');
    expect(picture).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  it.each([
    [
      ['--path', 'fotress'],
      '--path fotress: no such path (did you mean fortress?); must be one of deployment, fortress',
    ],
    [[], '--path is missing, must be one of deployment, fortress'],
    [['--path', 'fortress', '--year', '1'], '--year is 1, must be below 1, where the scenario ends'],
    [
      ['--path', 'fortress', '--year', '0.5', '--rearmed'],
      '--rearmed at year 0.5: must be 1 or later, since force and rearmament take a period each',
    ],
    [['--path', 'fortress', '--draw', '6'], '--draw is 6, must be from 0 to 5; --draws says of how many it is one'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr, stdout } = await stolperdraht(['game', twoPaths, ...args]);
    expect(stderr.split('\n')[0]).toBe(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
