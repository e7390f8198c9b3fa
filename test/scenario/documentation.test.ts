import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemaText } from '../../src/cli/schema.ts';
import { FAMILIES } from '../../src/distribution/families.ts';
import { planExperiments } from '../../src/experiment/sweep-experiments.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { createSampler } from '../../src/scenario/sampler.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { fraction, sampleColumns, writeFiles } from './scenario-files.ts';

const text = readFileSync(new URL('../../docs/scenario-files.md', import.meta.url), 'utf8');
const [smallest, sketch, variation, changing, sweeps] = [...text.matchAll(/^```yaml[^\n]*\n(.*?)^```/gms)].map(
  (match) => match[1],
);

describe('docs/scenario-files.md', () => {
  it.each([
    ['the smallest scenario', { 'smallest.yaml': smallest }],
    ['the sketch', { 'sketch.yaml': sketch }],
    ['the variation', { 'variation.yaml': variation, 'sketch.yaml': sketch }],
    ['the change of course', { 'changing.yaml': changing, 'sketch.yaml': sketch }],
    ['the sweeps', { 'sweeps.yaml': sweeps, 'sketch.yaml': sketch }],
  ])('shows a scenario that loads without warnings and can be sampled: %s', (_, files) => {
    const scenario = loadScenario(writeFiles(files));
    expect(scenario.warnings).toEqual([]);
    const values = sampleColumns(createSampler(scenario), scenario.paths.length, fraction);
    expect(Object.values(values).every(Number.isFinite)).toBe(true);
  });

  it('names every key of a scenario and every distribution', () => {
    for (const key of Object.keys(scenarioSchema.shape)) expect(text).toContain(`| \`${key}\` |`);
    for (const { name } of FAMILIES) expect(text).toContain(`${name}(`);
  });

  it('shows sweeps that can be planned, and names every key of one', () => {
    const scenario = loadScenario(writeFiles({ 'sweeps.yaml': sweeps, 'sketch.yaml': sketch }));
    const planned = planExperiments(scenario, { version: '1' });
    expect(planned.map(({ sweep }) => sweep.cells.length)).toEqual([5, 28, 40]);
    const section = text.slice(text.indexOf('## Sweeps'));
    const { properties } = JSON.parse(schemaText()).definitions.experiment;
    for (const key of Object.keys(properties)) expect(section).toContain(`| \`${key}\` |`);
  });
});
