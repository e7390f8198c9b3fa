/** A scenario whose every text tries to be more than text. */
import { smallScenario } from './small-results.ts';

export const HOSTILE = {
  script: '<script>alert(1)</script><img src=x onerror=alert(2)>',
  quotes: `"'>"><b>bold</b> &lt; &amp; \`code\` | pipe [click](javascript:alert(1)) "}]`,
  long: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(12),
  arabic: 'سلك التعثر أم القلعة؟',
  override: 'abc\u202edef\u2066',
  control: 'bell\u0007 and \u0000 null',
} as const;

export function hostileScenario(): Record<string, unknown> {
  const { script, quotes, long, arabic, override, control } = HOSTILE;
  return {
    ...smallScenario(),
    title: `${script} ${arabic} </title><h1>`,
    description: `${quotes} ${long} ${override} ${control}\n# heading\n- item`,
    actors: { challenger: script, protege: arabic, coalition: long, backer: quotes },
    variables: { pledge: { value: 'beta(2, 3)', source: script, note: quotes } },
    parameters: { 'roe.threshold': { value: '5 to 20', judgement: true, note: `${long} ${override}` } },
    members: [{ name: script, resolve: quotes, note: arabic }],
    paths: {
      wire: { title: `${script} ${quotes}`, description: long },
      wall: { title: `${arabic} ${long}`, description: script },
    },
    preferences: {
      harm: { title: script, minimize: '10 * renewed_war_lost' },
      hope: { title: `${quotes} ${arabic}`, maximize: 'ceasefire_holds' },
    },
  };
}
