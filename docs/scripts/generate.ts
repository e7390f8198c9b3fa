/** Writes the pages that are made from code: docs/parameters.md, docs/scenario.schema.json, docs/verification.md and docs/files.md. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaText } from '../../src/cli/schema.ts';
import { MODEL_VERSION } from '../../src/deterrence/model.ts';
import { verificationPage } from '../../src/report/verification/verification-markdown.ts';
import { createSubject } from '../../src/verify/subject.ts';
import { verify } from '../../src/verify/verification.ts';
import { describeFolders } from './described-folders.ts';
import { filesPage } from './files-page.ts';
import { parametersPage } from './parameters-page.ts';

const docs = new URL('../', import.meta.url);
writeFileSync(new URL('parameters.md', docs), parametersPage(readFileSync(new URL('model.md', docs), 'utf8')));
writeFileSync(new URL('scenario.schema.json', docs), schemaText());
writeFileSync(new URL('verification.md', docs), verificationPage([...verify(createSubject())], MODEL_VERSION));

// Within the project, so that the program finds its packages.
const root = fileURLToPath(new URL('../', docs));
mkdirSync(join(root, 'dist'), { recursive: true });
const folder = mkdtempSync(join(root, 'dist/docs-'));
try {
  const program = join(folder, 'stolperdraht.mjs');
  execFileSync(process.execPath, ['build.mjs', program], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const described = await describeFolders(folder, async (args) => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    return { code: status, stderr };
  });
  writeFileSync(new URL('files.md', docs), filesPage(described));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
