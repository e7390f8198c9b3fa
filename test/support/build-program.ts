/** Builds the program once before the tests: started from its source it takes a second longer each time. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** File of the bundled program. */
    readonly program: string;
    /** The same as a module that runs command lines where it is imported: `src/cli/command-line.ts`, bundled. */
    readonly commandLine: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export default function setup(project: TestProject): void {
  project.provide('program', build('stolperdraht.mjs', 'src/cli/main.ts'));
  project.provide('commandLine', build('command-line.mjs', 'src/cli/command-line.ts'));
}

/** Within the project, so that it finds its native modules. */
function build(name: string, entry: string): string {
  const file = fileURLToPath(new URL(`../../dist/test/${name}`, import.meta.url));
  execFileSync(process.execPath, ['build.mjs', file, '--entry', entry], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return file;
}
