/** Builds the program once before the tests: started from its source it takes a second longer each time. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** File of the bundled program. */
    readonly program: string;
  }
}

export default function setup(project: TestProject): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  // Within the project, so that it finds its native modules.
  const program = fileURLToPath(new URL('../../dist/test/stolperdraht.mjs', import.meta.url));
  execFileSync(process.execPath, ['build.mjs', program], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  project.provide('program', program);
}
