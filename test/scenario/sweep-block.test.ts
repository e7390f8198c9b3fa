import { describe, expect, it } from 'vitest';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { HARM, loadText, writeFiles } from './scenario-files.ts';

const PATHS = 'paths: { a: {}, b: { parameters: { roe.threshold: 20 } } }\n';
const BLOCK = `sweep:
  listed: { title: By lists, vary: { b:roe.threshold: [1, 5.50, 1e2], roe.ambiguity: "1, 2" }, zip: false, draws: 20 }
  spread:
    vary:
      roe.automaticity: 0:1
      ladder[0].risk: log:0.01:0.1
    design: sobol
    cells: 12
    paths: [b]
`;

describe('the sweeps that a scenario names', () => {
  it('are read as they were written, with their places', () => {
    const { sweeps } = loadText(PATHS + BLOCK);
    expect(sweeps).toMatchObject([
      {
        name: 'listed',
        title: 'By lists',
        vary: [
          { name: 'b:roe.threshold', values: ['1', '5.50', '1e2'], at: { line: 6, column: 38 } },
          { name: 'roe.ambiguity', values: '1, 2', valuesAt: { line: 6 } },
        ],
        zip: false,
        cells: undefined,
        design: undefined,
        draws: 20,
        paths: undefined,
      },
      {
        name: 'spread',
        vary: [
          { name: 'roe.automaticity', values: '0:1', at: { line: 9, column: 7 }, valuesAt: { line: 9, column: 25 } },
          { name: 'ladder[0].risk', values: 'log:0.01:0.1' },
        ],
        cells: 12,
        design: 'sobol',
        paths: ['b'],
      },
    ]);
  });

  it('leave a run alone: neither its hashes nor its resolved scenario know of them', () => {
    const text = `title: A test\n${PATHS}${HARM}`;
    const [plain, swept] = [text, text + BLOCK].map((content) => loadScenario(writeFiles({ 'same.yaml': content })));
    expect(plain.sweeps).toEqual([]);
    expect(swept.resolved).toEqual(plain.resolved);
    const plans = [plain, swept].map((scenario) => planRun(scenario, { version: '1', histories: 0 }));
    expect(plans[1]).toEqual(plans[0]);
  });

  it('may speak of paths that are left out of a run', () => {
    expect(loadText(PATHS + BLOCK, { paths: ['a'] }).sweeps[1].paths).toEqual(['b']);
  });

  it('are merged by extends, quantity by quantity, and removed by null', () => {
    const over = `extends: base.yaml
sweep:
  spread: { vary: { roe.automaticity: null, roe.threshold: "1:9" }, cells: 5 }
  listed: null
  more: { vary: { roe.threshold: [1, 2] } }
`;
    const base = `title: Base\n${PATHS}${HARM}${BLOCK}`;
    const { sweeps } = loadScenario(writeFiles({ 'over.yaml': over, 'base.yaml': base }));
    expect(sweeps.map(({ name, vary, cells, design }) => [name, vary.map((each) => each.name), cells, design])).toEqual(
      [
        ['spread', ['ladder[0].risk', 'roe.threshold'], 5, 'sobol'],
        ['more', ['roe.threshold'], undefined, undefined],
      ],
    );
    expect(sweeps[0].vary.map(({ at }) => at.file.replace(/.*\//, ''))).toEqual(['base.yaml', 'over.yaml']);
  });
});
