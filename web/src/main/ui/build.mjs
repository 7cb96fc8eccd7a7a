// SPDX-License-Identifier: Apache-2.0
// What Maven calls: installs when the lock file changed, builds when a source changed, and tests when asked to.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = '../../../target';

function npm(...args) {
  execFileSync('npm', args, { stdio: 'inherit' });
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== 'schema.d.ts')
    .map((entry) => join(entry.parentPath, entry.name));
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Does a step unless its mark says that it was done with the same files. */
function once(mark, files, step) {
  const wanted = digest(files);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
    return;
  }
  step();
  mkdirSync(join(mark, '..'), { recursive: true });
  writeFileSync(mark, wanted);
}

const sources = [
  ...filesOf('src'),
  ...filesOf('public'),
  ...['package.json', 'package-lock.json', 'index.html', 'vite.config.ts', 'tsconfig.json', 'eslint.config.js'],
  '../resources/openapi.yaml',
];

once('node_modules/.installed', ['package-lock.json'], () => npm('ci', '--no-fund', '--no-audit'));
once(`${target}/ui-built`, sources, () => npm('run', 'build'));
if (process.argv[2] === 'test') {
  once(`${target}/ui-tested`, sources, () => {
    npm('run', 'lint');
    npm('test');
  });
}
