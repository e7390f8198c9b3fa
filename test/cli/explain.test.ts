import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { type ExplainOptions, explain } from '../../src/cli/explain.ts';
import { ON_DEMAND_OUTPUTS, OUTPUTS } from '../../src/deterrence/outputs.ts';
import { describeRange, PARAMETERS } from '../../src/deterrence/parameters.ts';
import { FAMILIES } from '../../src/distribution/families.ts';
import { FUNCTION_NAMES } from '../../src/expression/functions.ts';

/** An output that keeps what is written to it. */
function keepText(): { stdout: Environment['stdout']; text: () => string } {
  const parts: string[] = [];
  const write = (part: string): boolean => parts.push(part) > 0;
  return { stdout: { write } as unknown as Environment['stdout'], text: () => parts.join('') };
}

function printed(options: Partial<ExplainOptions>): string {
  const { stdout, text } = keepText();
  explain({ name: undefined, outputs: false, distributions: false, ...options }, { stdout });
  return text();
}

/** Running text on one line, however it was wrapped. */
const unwrapped = (text: string) => text.replace(/\s+/g, ' ');

describe('explain', () => {
  it('lists every parameter with its reference value, unit and meaning', () => {
    const text = unwrapped(printed({}));
    for (const p of PARAMETERS) {
      expect(text).toContain(`${p.id} ${p.reference} ${p.unit}`);
      expect(text).toContain(unwrapped(p.meaning));
    }
  });

  it('tells everything about one parameter', () => {
    for (const p of PARAMETERS) {
      const text = unwrapped(printed({ name: p.id }));
      for (const part of [p.label, p.meaning, p.unit, describeRange(p.range), String(p.reference), p.section]) {
        expect(text).toContain(unwrapped(part));
      }
    }
  });

  it('tells everything about one output, also of those that no run has', () => {
    for (const o of [...OUTPUTS, ...ON_DEMAND_OUTPUTS]) {
      const text = unwrapped(printed({ name: o.name }));
      for (const part of [o.label, o.meaning, o.unit]) expect(text).toContain(unwrapped(part));
    }
  });

  it('lists what begins with a name, with or without its group', () => {
    expect(printed({ name: 'roe' })).toContain('roe.ambiguity');
    expect(printed({ name: 'roe' })).not.toContain('tripwire.troops');
    expect(printed({ name: 'troop' })).toMatch(/challenger\.troop_aversion[\s\S]*budget\.troop_cost/);
    expect(printed({ name: 'renewed' })).toContain('renewed_war_given_ceasefire');
    expect(printed({ name: 'threshold' })).toMatch(/^roe\.threshold: Threshold of response/);
  });

  it('suggests what was meant', () => {
    const fault = (name: string) => {
      try {
        printed({ name });
      } catch (error) {
        return error instanceof UsageError ? error.message : String(error);
      }
      return 'explained';
    };
    expect(fault('roe.treshold')).toBe('roe.treshold: no such parameter or output; did you mean roe.threshold?');
    expect(fault('treshold')).toBe('treshold: no such parameter or output; did you mean roe.threshold?');
    expect(fault('war_yaers')).toBe('war_yaers: no such parameter or output; did you mean war_years?');
    expect(fault('')).toMatch(/no such parameter or output/);
    expect(fault('entirely different')).toMatch(/; explain without a name lists the parameters$/);
  });

  it('lists distributions and functions', () => {
    const text = printed({ distributions: true });
    for (const { name, example } of FAMILIES) {
      expect(text).toContain(`${name}(`);
      expect(text).toContain(example);
    }
    for (const name of FUNCTION_NAMES) expect(text).toContain(`${name}(`);
  });

  it('lists the outputs', () => {
    const text = printed({ outputs: true });
    for (const { name } of OUTPUTS) expect(text).toContain(name);
  });

  it('fits the usual terminal', () => {
    for (const text of [printed({}), printed({ outputs: true }), printed({ name: 'backer.reliability' })]) {
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});
