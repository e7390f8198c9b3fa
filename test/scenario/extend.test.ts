import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { faultsOf, HARM, writeFiles } from './scenario-files.ts';

const base = `title: Base
actors: { challenger: Russia, backer: United States }
parameters:
  backer.reliability: { value: "beta(3, 4.5)", source: a book, outside: clamp }
  roe.threshold: { value: 20, source: another book }
  roe.ambiguity: { value: 1.2, source: a third book }
members:
  - { name: France, weight: 2, resolve: 1, conditionality: 3 }
  - { name: Italy, weight: 1, resolve: 1, conditionality: 3 }
paths:
  paper: { parameters: { tripwire.troops: 0 } }
  force: { title: The force, parameters: { tripwire.troops: 17, commitment.binding: 0.4 } }
${HARM}`;

const vary = (over: string) =>
  loadScenario(writeFiles({ 'variation.yaml': `extends: base.yaml\n${over}`, 'base.yaml': base }));

describe('extends', () => {
  it('keeps what the variation does not mention', () => {
    const scenario = vary('title: Variation\n');
    expect(scenario.title).toBe('Variation');
    expect(scenario.actors.challenger).toBe('Russia');
    expect(scenario.paths.map((path) => path.name)).toEqual(['paper', 'force']);
    expect(scenario.run.seed).toBe('variation');
  });

  it('merges maps key by key', () => {
    const scenario = vary(
      'actors: { backer: Washington }\npaths: { force: { parameters: { tripwire.troops: 30 } }, more: {} }\n',
    );
    expect(scenario.actors).toMatchObject({ challenger: 'Russia', backer: 'Washington' });
    const [, force, more] = scenario.paths;
    expect(force.title).toBe('The force');
    expect(force.parameters.get('tripwire.troops')?.expression.constant).toBe(30);
    expect(force.parameters.get('commitment.binding')?.expression.constant).toBe(0.4);
    expect(more.name).toBe('more');
  });

  it('replaces lists as a whole', () => {
    const scenario = vary('members: [ { name: Poland, weight: 1, resolve: 0, conditionality: 0 } ]\n');
    expect(scenario.members.map((member) => member.name)).toEqual(['Poland']);
  });

  it('keeps no source of a value that is replaced', () => {
    const scenario = vary(
      'parameters: { roe.threshold: 50, roe.ambiguity: { value: 2 }, backer.reliability: { outside: resample } }\n',
    );
    expect(scenario.parameters.get('roe.threshold')).toMatchObject({ source: undefined });
    expect(scenario.parameters.get('roe.ambiguity')).toMatchObject({ source: undefined });
    expect(scenario.parameters.get('backer.reliability')).toMatchObject({ source: 'a book', outside: 'resample' });
  });

  it('replaces a preference together with its direction', () => {
    const scenario = vary('preferences: { harm: { maximize: ceasefire_holds } }\n');
    expect(scenario.preferences).toMatchObject([{ name: 'harm', direction: 'maximize' }]);
  });

  it('removes what is null', () => {
    const scenario = vary('paths: { paper: null }\nparameters: { roe.threshold: null }\nmembers: null\n');
    expect(scenario.paths.map((path) => path.name)).toEqual(['force']);
    expect(scenario.parameters.has('roe.threshold')).toBe(false);
    expect(scenario.members.map((member) => member.name)).toEqual(['Coalition']);
  });

  it('follows chains, each file relative to the one that names it, into parent folders too', () => {
    const file = writeFiles({
      'library/last.yaml': 'extends: middle.yaml\ntitle: Last\n',
      'library/middle.yaml': 'extends: ../base.yaml\ndescription: Middle\n',
      'base.yaml': base,
    });
    expect(loadScenario(file)).toMatchObject({
      title: 'Last',
      description: 'Middle',
      actors: { challenger: 'Russia' },
    });
  });

  it('says where a merged value stands', () => {
    const scenario = vary('parameters: { roe.ambiguity: 2 }\n');
    expect(scenario.parameters.get('roe.ambiguity')?.at).toMatchObject({ line: 2 });
    expect(scenario.parameters.get('roe.ambiguity')?.at.file).toMatch(/variation\.yaml$/);
    expect(scenario.parameters.get('roe.threshold')?.at).toMatchObject({ line: 5 });
    expect(scenario.parameters.get('roe.threshold')?.at.file).toMatch(/base\.yaml$/);
  });

  it('is no part of the resolved scenario', () => {
    expect(vary('title: Variation\n').resolved).not.toHaveProperty('extends');
  });

  it('cannot leave the neighbourhood of the scenario through a link', () => {
    const secret = writeFiles({ 'secret.yaml': 'title: Secret\n' });
    const file = writeFiles({ 'here/scenario.yaml': 'extends: link.yaml\n', 'here/x.yaml': '' });
    symlinkSync(secret, join(dirname(file), 'link.yaml'));
    expect(faultsOf(() => loadScenario(file))).toEqual([
      'here/scenario.yaml:1:10: extends: link.yaml lies outside; must be in the folder of the scenario, its parent folder, or below these',
    ]);
  });

  it('stops after a chain of sixteen files', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 20; i++) files[`s${i}.yaml`] = `extends: s${i + 1}.yaml\n`;
    expect(faultsOf(() => loadScenario(writeFiles(files)))[0]).toMatch(/is the 17th file in a chain; at most 16/);
  });
});
