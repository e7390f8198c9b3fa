import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parametersPage } from '../../docs/scripts/parameters-page.ts';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { PARAMETERS, parameterIndex } from '../../src/deterrence/parameters.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const model = page('model.md');

/** Names of parameters in the text: in full, by the last part after another of the group, or for all kinds as `group.name_a`. */
const KINDS = ['_probe', '_limited', '_assault'];

describe('docs/parameters.md', () => {
  it('is up to date (write it anew by: npm run docs)', () => {
    expect(page('parameters.md')).toBe(parametersPage(model));
  });

  it('links to sections that are there', () => {
    expect(() => parametersPage(model.replace('### 4.2 ', '### '))).toThrow('§4.2: docs/model.md has no such section');
  });
});

describe('docs/model.md', () => {
  it('names every parameter', () => {
    const named = new Set([...model.matchAll(/\b[a-z]+\.[a-z0-9_]+/g)].map(([name]) => name));
    const generic = (id: string) => KINDS.reduce((name, kind) => name.replace(kind, '_a'), id);
    const postures = (id: string) => id.replace(/_(wavering|withdrawn)$/, '_engaged');
    const missing = PARAMETERS.filter(
      (p) => !named.has(p.id) && !named.has(generic(p.id)) && !named.has(postures(p.id)),
    );
    expect(missing.map((p) => p.id)).toEqual([]);
  });

  it('names no parameter that there is not', () => {
    const groups = [...new Set(PARAMETERS.map((p) => p.id.split('.')[0]))].join('|');
    const names = [...model.matchAll(new RegExp(`\\b(?:${groups})\\.[a-z0-9_]+`, 'g'))].map(([name]) => name);
    for (const name of names) expect(() => parameterIndex(name.replace(/_a$/, '_probe')), name).not.toThrow();
  });

  it('names every output', () => {
    expect(OUTPUTS.filter((output) => !model.includes(`\`${output.name}\``)).map((o) => o.name)).toEqual([]);
  });
});
