import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../src', import.meta.url));

/** Source files by their path in src, with the files in src that each imports, types included. */
const imports = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const name = file.split(sep).join('/');
      return [name, localImports(name)] as const;
    }),
);

function localImports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g)].map(
    ([, specifier]) => specifier,
  );
  return specifiers
    .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts') && !specifier.endsWith('.d.ts'))
    .map((specifier) => posix.normalize(posix.join(posix.dirname(file), specifier)));
}

/** What each folder may import, itself apart. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  random: [],
  distribution: [],
  game: [],
  expression: ['distribution'],
  deterrence: ['game'],
  // Holds the model against theory and other programs: it asks the model and the game code, with dice of its own.
  verify: ['deterrence', 'game', 'random'],
  scenario: ['deterrence', 'distribution', 'expression'],
  experiment: ['scenario', 'deterrence', 'random', 'expression/expression.ts', 'expression/compile.ts'],
  // Has chunks evaluated on other machines, through an engine for queues.
  cluster: ['experiment', 'scenario'],
  analysis: [
    'experiment/results.ts',
    'experiment/plan.ts',
    'experiment/sweep-plan.ts',
    'experiment/threshold-plan.ts',
    'random',
    'deterrence/outputs.ts',
  ],
  report: [
    'analysis',
    'deterrence/stage-tree.ts',
    'deterrence/trace.ts',
    'experiment/results.ts',
    'experiment/plan.ts',
    'experiment/sweep-axes.ts',
    'experiment/sweep-plan.ts',
    'experiment/threshold-plan.ts',
    'verify/claim.ts',
    'verify/references.ts',
    'verify/verification.ts',
  ],
  cli: ['*'],
};

/** Only these may look at the clock, at chance or at the terminal. */
const HOST = new Set(['cli']);

describe('the architecture', () => {
  test('knows every folder', () => {
    expect(new Set([...imports.keys()].map((file) => file.split('/')[0]))).toEqual(
      new Set(
        Object.keys(ALLOWED).filter(
          (folder) => folder !== 'game' || [...imports.keys()].some((file) => file.startsWith('game/')),
        ),
      ),
    );
  });

  test('lets each folder import only what it may', () => {
    const forbidden: string[] = [];
    for (const [file, targets] of imports) {
      const folder = file.split('/')[0];
      for (const target of targets) {
        const targetFolder = target.split('/')[0];
        const allowed = ALLOWED[folder] ?? [];
        if (
          targetFolder === folder ||
          allowed.includes('*') ||
          allowed.includes(targetFolder) ||
          allowed.includes(target)
        )
          continue;
        forbidden.push(`${file} imports ${target}`);
      }
    }
    expect(forbidden).toEqual([]);
  });

  test('imports only files that are there', () => {
    const missing = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => !target.startsWith('..') && !imports.has(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test('has no cycles', () => {
    const done = new Set<string>();
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) throw new Error(`cycle: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}`);
      if (done.has(file)) return;
      for (const target of imports.get(file) ?? []) walk(target, [...trail, file]);
      done.add(file);
    };
    for (const file of imports.keys()) walk(file, []);
  });

  test('keeps chance, clock, terminal and evaluated text out of everything but the command line', () => {
    const found: string[] = [];
    for (const file of imports.keys()) {
      const text = withoutComments(readFileSync(join(root, file), 'utf8'));
      if (/\beval\(|\bnew Function\b/.test(text)) found.push(`${file}: evaluates text`);
      if (HOST.has(file.split('/')[0])) continue;
      for (const word of [
        'Math.random',
        'Date.now',
        'new Date()',
        'performance.now',
        'console.',
        'process.stdout',
        'process.env',
      ]) {
        if (text.includes(word)) found.push(`${file}: ${word}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('computes with nothing whose last digits are left to the machine', () => {
    // The language leaves these to the implementation; @stdlib computes them from additions and multiplications.
    const left = /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|hypot|cbrt|a?(sin|cos|tan)h?)\b/;
    const found = [...imports.keys()].filter((file) =>
      left.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    );
    expect(found).toEqual([]);
  });

  test('knows of threads only where they are started and where they work', () => {
    const found = [...imports.keys()].filter((file) =>
      readFileSync(join(root, file), 'utf8').includes("'node:worker_threads'"),
    );
    expect(found.sort()).toEqual(['experiment/chunk-service.ts', 'experiment/pool.ts']);
  });

  test('has its tests where its sources are', () => {
    const tests = fileURLToPath(new URL('.', import.meta.url));
    const strangers = readdirSync(tests, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['fixtures', 'support', 'scenarios'].includes(entry.name))
      .filter((entry) => !(entry.name in ALLOWED))
      .map((entry) => relative(dirname(tests), join(tests, entry.name)));
    expect(strangers).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}
