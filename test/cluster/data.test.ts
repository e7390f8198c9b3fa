import { relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkBytes, decodeChunk, encodeChunk, idOfJob, readJob, toJob } from '../../src/cluster/chunk-job.ts';
import { packExperiment, unpackExperiment } from '../../src/cluster/experiment-text.ts';
import { fromPlainJson, toPlainJson } from '../../src/cluster/plain-json.ts';
import { describeAddress, formatAddress, parseQueueAddress } from '../../src/cluster/queue-address.ts';
import { createModel, MODEL_VERSION } from '../../src/deterrence/model.ts';
import { failedChunk, shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor, type EvaluationRequest, uniformKeys } from '../../src/experiment/executor.ts';
import { planRun, sha256 } from '../../src/experiment/plan.ts';
import { recordLayout } from '../../src/experiment/record.ts';
import { packScenario } from '../../src/experiment/scenario-data.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { file } from '../experiment/two-paths.ts';
import { chunkBits } from './chunk-bits.ts';

const scenario = loadScenario(file, { draws: 8 });
const plan = planRun(scenario, { version: '0.0.0', histories: 1 });
const packed = packExperiment({ scenario, plan });
const { text, hash } = packed;
const another = { hash: sha256('another'), content: sha256('another') };
const program = { version: plan.version, modelVersion: plan.modelVersion };

describe('an experiment on its way through Redis', () => {
  test.each([file, 'scenarios/paris-2025.yaml', 'scenarios/festung-then-force.yaml', 'scenarios/baltic-tripwire.yaml'])(
    'is what it was: %s',
    (name) => {
      const whole = loadScenario(name);
      const itsPlan = planRun(whole, { version: '0.0.0', histories: 0 });
      const its = packExperiment({ scenario: whole, plan: itsPlan });
      const back = unpackExperiment(its.text, its.hash, program);
      expect(packScenario(back.scenario)).toEqual(packScenario(whole));
      expect(back.plan).toEqual(itsPlan);
    },
  );

  test('has the same content under every name of its file, and another with anything else changed', () => {
    const again = (of: Partial<typeof scenario>) => packExperiment({ scenario: { ...scenario, ...of }, plan });
    const moved = packExperiment({ scenario: loadScenario(relative('.', file), { draws: 8 }), plan });
    expect(moved.content).toBe(packed.content);
    expect(moved.hash).not.toBe(hash);
    expect(again({}).content).toBe(packed.content);
    expect(again({ correlations: [] }).content).not.toBe(packed.content);
    expect(again({ variables: scenario.parameters }).content).not.toBe(packed.content);
    expect(packExperiment({ scenario, plan: { ...plan, seed: 'other' } }).content).not.toBe(packed.content);
  });

  test('gives the same bits', async () => {
    const back = unpackExperiment(text, hash, program);
    const chunk = (of: typeof back) =>
      createLocalExecutor(of.scenario, of.plan, createModel()).evaluate({ fromDraw: 0, toDraw: 3 });
    expect(chunkBits(await chunk(back))).toEqual(chunkBits(await chunk({ scenario, plan })));
  });

  test.each([
    ['with another hash', () => [text, sha256('another')] as const, /not the one that was asked for/],
    ['that is no JSON', () => ['{', sha256('{')] as const, /is no JSON/],
    ['that lacks something', () => changed((data) => delete data.plan.seed), /is none: plan\.seed/],
    ['with something that has no place in it', () => changed((data) => Object.assign(data, { run: 1 })), /is none/],
    [
      'with an expression that may do more than compute',
      () =>
        changed((data) => {
          data.scenario.metrics[0].expression = 'process.exit(1)';
        }),
      /process/,
    ],
    [
      'of another version',
      () =>
        changed((data) => {
          data.plan.version = '9.9.9';
        }),
      new RegExp(`is of version 9\\.9\\.9 \\(model ${MODEL_VERSION}\\), this worker of version 0\\.0\\.0`),
    ],
  ])('is refused %s', (_what, make, message) => {
    expect(() => unpackExperiment(...make(), program)).toThrow(message);
  });

  // biome-ignore lint/suspicious/noExplicitAny: what is spoilt has any form
  function changed(change: (data: any) => unknown): [string, string] {
    const data = fromPlainJson(text);
    change(data);
    const spoilt = toPlainJson(data);
    return [spoilt, sha256(spoilt)];
  }

  test('keeps maps and numbers without bound, at any depth', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom(Infinity, -Infinity, null));
    const data = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.array(fc.tuple(fc.string(), tie('any')), { maxLength: 3 }).map((entries) => new Map(entries)),
        fc.record({ a: tie('any'), b: tie('any') }),
      ),
    })).any;
    fc.assert(
      fc.property(data, (each) => {
        expect(fromPlainJson(toPlainJson(each))).toEqual(each);
      }),
    );
  });
});

describe('a job', () => {
  const uniforms = new Float64Array(2 * uniformKeys(scenario, plan).length).map((_, i) => 1 / (i + 3));
  const at = { file: '--set', line: 0, column: 0 };
  const request: EvaluationRequest = {
    fromDraw: 5,
    toDraw: 7,
    replacements: [{ id: 'backer.reliability', path: undefined, value: 1 / 3, at, exact: false }],
    uniforms,
    onDemand: true,
  };
  const job = toJob(packed, request);
  // As Redis gives it back.
  const sent = JSON.parse(JSON.stringify(job)) as Record<string, unknown>;

  test('asks for what was asked for, to the last bit of every uniform', () => {
    expect(readJob(sent, idOfJob(job))).toEqual({ experiment: hash, request });
  });

  test('has an id that depends on all of it', () => {
    const others = [
      toJob(another, request),
      toJob(packed, { ...request, toDraw: 8 }),
      toJob(packed, { ...request, replacements: [] }),
      toJob(packed, { ...request, uniforms: uniforms.map((u) => u / 2) }),
      toJob(packed, { ...request, onDemand: false }),
    ];
    expect(new Set([job, ...others].map(idOfJob)).size).toBe(6);
    expect(idOfJob(toJob(packed, { ...request }))).toBe(idOfJob(job));
  });

  test.each([
    ['is not that of its id', { ...sent, fromDraw: 4 }, /not the one that its id says/],
    ['has no draws', { ...sent, toDraw: 5 }, /the draws are none/],
    ['has too many draws', { ...sent, toDraw: 1e9 }, /the draws are none/],
    ['has something that has no place in it', { ...sent, code: '1' }, /the job is none/],
    ['is nothing', undefined, /the job is none/],
  ])('is refused when it %s', (_what, data, message) => {
    expect(() => readJob(data, idOfJob(job))).toThrow(message);
  });
});

describe('a result', () => {
  const shape = shapeOf(scenario, plan);
  const layout = recordLayout(shape);
  const request = { fromDraw: 2, toDraw: 4 };
  const paths = plan.paths.length;

  test('comes back to the bit, with what has failed', async () => {
    const whole = await createLocalExecutor(scenario, plan, createModel()).evaluate(request);
    for (const chunk of [whole, failedChunk(shape, 2, 4, 'the reason')]) {
      expect(chunkBits(decodeChunk(encodeChunk(hash, chunk), hash, layout, request, paths)!)).toEqual(chunkBits(chunk));
    }
    expect(encodeChunk(hash, whole).length).toBe(chunkBytes(layout, 2));
  });

  test('is none with a bit changed anywhere, cut short, or of other draws', () => {
    const bytes = encodeChunk(hash, failedChunk(shape, 2, 4, 'the reason'));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const spoilt = bytes.slice();
        spoilt[at] ^= 1 << bit;
        expect(decodeChunk(spoilt, hash, layout, request, paths)).toBeUndefined();
      }),
    );
    expect(decodeChunk(bytes.subarray(0, -1), hash, layout, request, paths)).toBeUndefined();
    expect(decodeChunk(new Uint8Array(3), hash, layout, request, paths)).toBeUndefined();
    expect(decodeChunk(bytes, hash, layout, { fromDraw: 3, toDraw: 5 }, paths)).toBeUndefined();
    expect(decodeChunk(bytes, hash, { ...layout, values: layout.values + 1 }, request, paths)).toBeUndefined();
  });

  test('is that of another experiment only if nothing has failed, of which that would name other files', async () => {
    const whole = await createLocalExecutor(scenario, plan, createModel()).evaluate(request);
    const of = (chunk: typeof whole) => decodeChunk(encodeChunk(another.hash, chunk), hash, layout, request, paths);
    expect(chunkBits(of(whole)!)).toEqual(chunkBits(whole));
    expect(of(failedChunk(shape, 2, 4, 'the reason'))).toBeUndefined();
  });

  test('is none with failures that have no place in it, whatever its checksum says', () => {
    const strange = failedChunk(shape, 2, 4, 'the reason');
    const [failure] = strange.failures;
    for (const change of [{ draw: 9 }, { path: paths }, { kind: 'Other' }, { error: 'x'.repeat(3000) }]) {
      const chunk = { ...strange, failures: [{ ...failure, ...change }] } as typeof strange;
      expect(decodeChunk(encodeChunk(hash, chunk), hash, layout, request, paths)).toBeUndefined();
    }
  });
});

describe('the address of a queue', () => {
  test.each([
    ['redis://127.0.0.1:6380', 'redis://127.0.0.1:6380'],
    ['redis://box', 'redis://box:6379'],
    ['redis://box:7000/3', 'redis://box:7000/3'],
    ['redis://user:p%40ss@box', 'redis://box:6379'],
    ['rediss://:secret@[::1]:7/2', 'rediss://[::1]:7/2'],
  ])('is read, and shown without a password: %s', (address, shown) => {
    const parsed = parseQueueAddress(address);
    expect(describeAddress(parsed)).toBe(shown);
    expect(parseQueueAddress(formatAddress(parsed))).toEqual(parsed);
  });

  test('shows a queue of another name', () => {
    expect(describeAddress(parseQueueAddress('redis://box', 'paris-1'))).toBe('redis://box:6379 (queue paris-1)');
  });

  test.each([
    'box:6379',
    'http://box',
    'redis://',
    'redis://box/x',
    'redis://box/1/2',
    'redis://box?db=1',
    'redis://box/99999',
  ])('is refused when it is %s', (address) => {
    expect(() => parseQueueAddress(address)).toThrow(/must be redis:\/\/HOST:PORT/);
  });

  test('is refused without showing its password', () => {
    expect(() => parseQueueAddress('redis://me:secret@box/x')).toThrow('redis://…@box/x, must be');
  });

  test.each(['', 'a b', 'a:b', 'x'.repeat(65)])('is refused with the name "%s"', (name) => {
    expect(() => parseQueueAddress('redis://box', name)).toThrow(/name must be/);
  });
});
