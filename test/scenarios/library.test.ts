/** Every scenario of the library loads, says what it asks and what its numbers rest on, plays, and stands in the documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTCOMES, outputIndex } from '../../src/deterrence/outputs.ts';
import { PARAMETERS } from '../../src/deterrence/parameters.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import type { Chunk } from '../../src/experiment/results.ts';
import { planExperiments } from '../../src/experiment/sweep-experiments.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { quantitiesOf } from './quantities.ts';

const REFERENCE = 'paris-2025.yaml';
const FILES = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));
/** Written from nothing, for learning: it names what it needs and leaves the rest to the model. */
const STANDALONE = [REFERENCE, 'hello.yaml'];

const DRAWS = 8;
const readme = readFileSync('README.md', 'utf8');
const page = readFileSync('docs/scenarios.md', 'utf8');
const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What the table of docs/scenarios.md says of each scenario. */
const rows = new Map(
  [...page.matchAll(/^\| \[`([^`]+)`\]\(\.\.\/scenarios\/([^)]+)\) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
    ([, name, file, question, asOf, paths]) => [file, { name, question, asOf, paths }] as const,
  ),
);

/** The same for the list in the README. */
const listed = new Map(
  [...readme.matchAll(/^\| \[`([^`]+)`\]\(scenarios\/([^)]+)\) \| (.+?) \|$/gm)].map(
    ([, , file, question]) => [file, question] as const,
  ),
);

type Reading = (path: string, draw: number, output: string) => number;

interface Played {
  readonly chunk: Chunk;
  readonly value: Reading;
}

const played = new Map<string, Played>();

/** The same few worlds of a scenario on all its paths, once. */
function play(file: string): Played {
  const known = played.get(file) ?? playAnew(loadScenario(`scenarios/${file}`));
  played.set(file, known);
  return known;
}

function playAnew(scenario: Scenario): Played {
  const sample: Scenario = { ...scenario, run: { ...scenario.run, draws: DRAWS } };
  const plan = planRun(sample, { version: 'test', histories: 0 });
  const context = createContext(sample, plan, createModel());
  const chunk = context.evaluateChunk(0, DRAWS);
  const value: Reading = (path, draw, output) =>
    chunk.values[
      (draw * plan.paths.length + scenario.paths.findIndex(({ name }) => name === path)) * context.columns.length +
        outputIndex(output)
    ];
  return { chunk, value };
}

const EVERY_DRAW = Array.from({ length: DRAWS }, (_, draw) => draw);

describe.each(FILES)('%s', (file) => {
  const scenario = loadScenario(`scenarios/${file}`);

  it('loads without warnings', () => {
    expect(scenario.warnings).toEqual([]);
  });

  it('says what it asks, and as of when', () => {
    expect(scenario.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(scenario.description).toContain('?');
    expect(scenario.paths.map(({ title, name }) => title === name)).not.toContain(true);
  });

  it('gives a source or calls it a judgement wherever it is uncertain', () => {
    const unexplained = quantitiesOf(scenario).filter(
      (q) => q.expression.distributionCount > 0 && !q.judgement && q.source === undefined,
    );
    expect(unexplained.map((q) => q.id)).toEqual([]);
  });

  it('names sweeps that can be run, and docs/scenarios.md says what they ask', () => {
    const sweeps = scenario.sweeps.map(({ name }) => name);
    expect(planExperiments(scenario, { version: 'test' }).map(({ name }) => name)).toEqual(sweeps);
    for (const { name, title } of scenario.sweeps) {
      expect(page).toContain(`| \`${file.replace('.yaml', '')}\` | \`${name}\` | ${title} |`);
    }
  });

  it.skipIf(STANDALONE.includes(file))('varies the reference scenario, so that every parameter is set', () => {
    expect(parse(readFileSync(`scenarios/${file}`, 'utf8'))).toHaveProperty('extends', REFERENCE);
    expect(PARAMETERS.map((p) => p.id).filter((id) => !scenario.parameters.has(id))).toEqual([]);
  });

  it(`plays ${DRAWS} worlds on every path, with outcomes that sum to 1`, () => {
    const { chunk, value } = play(file);
    expect(chunk.failures).toEqual([]);
    for (const { name } of scenario.paths) {
      for (const draw of EVERY_DRAW) {
        const outcomes = OUTCOMES.map((outcome) => value(name, draw, outcome.name));
        expect(Math.min(...outcomes)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(outcomes.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-12);
      }
    }
  });

  it('stands in docs/scenarios.md and in the README with a question that is its own', () => {
    const row = rows.get(file);
    expect(row).toMatchObject({ name: file.replace('.yaml', ''), asOf: scenario.asOf });
    expect(row?.paths).toBe(scenario.paths.map(({ name }) => `\`${name}\``).join(', '));
    expect(listed.get(file)).toBe(row?.question);
    expect(`${scenario.title} ${squeeze(scenario.description ?? '')}`).toContain(row?.question);
    expect(page).toContain(`stolperdraht run scenarios/${file}`);
  });
});

/** Mean over the few worlds of an output on a path. */
function meanOf(file: string, path: string, output: string): number {
  const { value } = play(file);
  return EVERY_DRAW.reduce((sum, draw) => sum + value(path, draw, output), 0) / DRAWS;
}

describe('what a variation changes', () => {
  it('is how often a ceasefire comes, where Moscow does not want one', () => {
    const usual = meanOf(REFERENCE, 'assurance', 'ceasefires');
    expect(meanOf('no-ceasefire.yaml', 'assurance', 'ceasefires')).toBeLessThan(usual - 0.25);
  });

  it('is who can tell where the line is, not the line, under clear rules', () => {
    const { paths } = loadScenario('scenarios/clear-or-ambiguous-rules.yaml');
    const [ambiguous, clear] = ['ambiguous_rules', 'clear_rules'].map((name) => paths.find((p) => p.name === name));
    const own = [...(clear?.parameters.keys() ?? [])].filter((id) => !ambiguous?.parameters.has(id));
    expect(own).toEqual(['roe.ambiguity', 'roe.deniability']);
  });

  it('is that all supplies are gone without America, and nothing else that hangs on it', () => {
    const { parameters } = loadScenario('scenarios/porcupine-without-us.yaml');
    const reference = loadScenario(`scenarios/${REFERENCE}`).parameters;
    const changed = [...parameters]
      .filter(([id, { expression }]) => expression.text !== reference.get(id)?.expression.text)
      .map(([id]) => id);
    expect(changed).toEqual(['backer.supply_engaged', 'backer.supply_wavering', 'backer.supply_withdrawn']);
  });

  it('is the war at the start, of which the Baltic states have none', () => {
    const { chunk, value } = play('baltic-tripwire.yaml');
    expect(chunk.failures).toEqual([]);
    for (const draw of EVERY_DRAW) {
      expect(value('battle_groups', draw, 'ceasefires')).toBeCloseTo(1, 12);
      expect(value('battle_groups', draw, 'protege_collapses')).toBe(0);
      expect(value('battle_groups', draw, 'hits')).toBeGreaterThan(0);
      expect(value('treaty_only', draw, 'hits')).toBe(0);
    }
  });
});

describe('the documents', () => {
  it('name no scenario that is not there', () => {
    expect([...rows.keys()].toSorted()).toEqual(FILES.toSorted());
    expect([...listed.keys()].toSorted()).toEqual(FILES.toSorted());
  });
});
