import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PARAMETERS } from '../../../src/deterrence/parameters.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { nameFault, textFault } from '../../../src/scenario/names.ts';
import { meaningOf } from '../../../src/scenario/starter/meanings.ts';
import {
  PATH_KINDS,
  type PathKind,
  type StarterPath,
  TEMPLATES,
  type TemplateName,
  usualKind,
} from '../../../src/scenario/starter/parts.ts';
import { type StarterOptions, starterText } from '../../../src/scenario/starter/starter.ts';
import { variationText } from '../../../src/scenario/starter/variation.ts';
import { writeFiles } from '../scenario-files.ts';

const templates = Object.keys(TEMPLATES) as TemplateName[];
const kinds = Object.keys(PATH_KINDS) as PathKind[];
const usual: StarterOptions = {
  template: 'two-paths',
  title: 'A question?',
  asOf: '2025-09-15',
  actors: { challenger: 'Challenger', protege: 'Protégé', coalition: 'Coalition', backer: 'Backer' },
  paths: [
    { name: 'deployment', kind: 'force' },
    { name: 'fortress', kind: 'fortress' },
  ],
  draws: 100,
};
const load = (text: string, name = 'test.yaml') => loadScenario(writeFiles({ [name]: text }));
const starter = (options: Partial<StarterOptions>) => load(starterText({ ...usual, ...options }));

describe('a scenario to start from', () => {
  test.each(templates)('loads without warnings: %s', (template) => {
    const { title, asOf, actors, paths, run, warnings } = starter({ template });
    expect(warnings).toEqual([]);
    expect({ title, asOf, actors, draws: run.draws }).toEqual({
      title: 'A question?',
      asOf: '2025-09-15',
      actors: usual.actors,
      draws: 100,
    });
    expect(paths.map((path) => path.name)).toEqual(['deployment', 'fortress']);
  });

  test('has uncertain quantities, more of them in larger templates', () => {
    const counts = templates.map((template) => {
      const { parameters, variables } = starter({ template });
      return [...parameters.values(), ...variables.values()].filter((q) => q.expression.distributionCount > 0).length;
    });
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBeGreaterThan(0);
    expect(new Set(counts).size).toBe(templates.length);
  });

  test('keeps any title and any names that a scenario may have (300 cases)', () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.constantFrom(
          'null',
          'true',
          '007',
          '~',
          '- a',
          'a: b',
          '# a',
          "'",
          '"',
          '&a',
          '*a',
          '!a',
          '%a',
          '@a',
          '`',
          '|',
        ),
        fc.constantFrom(
          '>',
          '? a',
          '[a',
          '{a',
          'a #b',
          ' a',
          'a ',
          '\\',
          '<<',
          '---',
          '...',
          'beta(1, 2)',
          '2025-09-15',
        ),
      )
      .filter((each) => textFault(each, 60, false) === undefined);
    fc.assert(
      fc.property(fc.constantFrom(...templates), text, text, (template, title, name) => {
        const actors = { ...usual.actors, challenger: name };
        const found = starter({ template, title, actors });
        expect([found.title, found.actors.challenger, found.warnings]).toEqual([title, name, []]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('has as many different paths as are asked for, of any kinds (200 cases)', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/).filter((n) => nameFault('path', n) === undefined);
    const paths = fc.uniqueArray(fc.record({ name, kind: fc.constantFrom(...kinds) }), {
      selector: (path: StarterPath) => path.name,
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.constantFrom(...templates), paths, (template, wanted) => {
        const found = starter({ template, paths: wanted });
        expect(found.paths.map((path) => path.name)).toEqual(wanted.map((path) => path.name));
        expect(found.warnings).toEqual([]);
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  test('says in the full template what every parameter means, and every hidden line means something', () => {
    const text = starterText({ ...usual, template: 'full' });
    const running = text.replace(/\n *# /g, ' ');
    for (const { id, meaning } of PARAMETERS) {
      expect(text).toMatch(new RegExp(`^ *#?${id.replace('.', '\\.')}:`, 'm'));
      expect(running).toContain(meaning);
    }
    const shown = load(text.replace(/^( *)#(?=\S)/gm, '$1'));
    expect(shown.warnings).toEqual([]);
    expect([...shown.parameters.keys()]).toEqual(PARAMETERS.map(({ id }) => id));
    expect(shown.description).toBe(meaningOf('description'));
    expect(shown.paths.map((path) => path.phases)).toEqual([[5], [5]]);
  });

  test('gives a path what its name says, else what is not there yet', () => {
    expect(usualKind('combined', [])).toBe('both');
    expect(usualKind('promise', ['promise'])).toBe('promise');
    expect(usualKind('a', [])).toBe('force');
    expect(usualKind('b', ['force'])).toBe('fortress');
    expect(usualKind('c', kinds)).toBe('force');
    expect(usualKind('constructor', [])).toBe('force');
  });

  test('explains keys by the schema and refuses those that there are not', () => {
    expect(meaningOf('run', 'draws')).toBe('Number of worlds to sample.');
    expect(() => meaningOf('run', 'drawz')).toThrow('run drawz: the schema says nothing of it');
  });
});

describe('a variation to start from', () => {
  const base = `${starterText({ ...usual, template: 'full' })}  by_path:
    vary: { "fortress:fortress.gain": [0, 1] }
`;
  const vary = (options: Partial<Parameters<typeof variationText>[0]>, change = (text: string) => text) => {
    const files = { 'base.yaml': base };
    const text = variationText({
      base: loadScenario(writeFiles(files)),
      extended: 'base.yaml',
      title: 'Varied',
      asOf: undefined,
      actors: {},
      added: [],
      dropped: [],
      draws: undefined,
      ...options,
    });
    return loadScenario(writeFiles({ 'varied.yaml': change(text), ...files }));
  };

  test('is the same as its base until something is changed', () => {
    const [original, varied] = [load(base, 'base.yaml'), vary({})];
    expect(varied.warnings).toEqual([]);
    expect(varied.resolved).toEqual({ ...(original.resolved as object), title: 'Varied' });
  });

  test('is the same also when all that it hides is shown', () => {
    const shown = vary({}, (text) => text.replace(/^#(?! )|^#(?= {2})/gm, ''));
    expect(shown.warnings).toEqual([]);
    expect(shown.resolved).toEqual(vary({}).resolved);
    expect([...shown.parameters.values()].every((quantity) => quantity.at.file.endsWith('varied.yaml'))).toBe(true);
  });

  test('takes paths out, with the sweeps about them, and adds others', () => {
    const found = vary({
      added: [{ name: 'wall', kind: 'both' }],
      dropped: ['fortress'],
      draws: 7,
      asOf: '2026-01-06',
    });
    expect(found.paths.map((path) => path.name)).toEqual(['deployment', 'wall']);
    expect(found.sweeps.map((sweep) => sweep.name)).toEqual(['reliability']);
    expect([found.run.draws, found.asOf]).toEqual([7, '2026-01-06']);
    // Only the path that is taken out read it.
    expect([[...found.variables.keys()], found.warnings]).toEqual([[], []]);
    expect([...vary({ dropped: ['deployment'] }).variables.keys()]).toEqual(['delivery']);
  });

  test('renames players one by one', () => {
    expect(vary({ actors: { backer: 'X: #' } }).actors).toEqual({ ...usual.actors, backer: 'X: #' });
  });
});
