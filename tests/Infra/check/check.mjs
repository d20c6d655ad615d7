// node check.mjs FOLDER [--facts]: checks every Bicep file below a folder and says what is wrong with it, by file and line;
// with --facts prints, as JSON, what the code is compared with.
import { pathToFileURL } from 'node:url';
import { declarationsOf } from './declarations.mjs';
import { factsOf } from './facts.mjs';
import { parameterProblems, resolveModules } from './modules.mjs';
import { problem, readFolder, syntaxProblems } from './source.mjs';
import { symbolProblems } from './symbols.mjs';
import { resourceTypes, versionsOf } from './types.mjs';
import { checkObject } from './values.mjs';

/** Every finding about the Bicep files below a folder, and what was looked at. */
export function check(folder) {
  const sources = readFolder(folder);
  const syntax = sources.flatMap(syntaxProblems);
  const files = declarationsByPath(sources);
  const all = [...files.values()];
  // Names and types of a file that cannot be read would only repeat that.
  const problems = syntax.length > 0 ? syntax : all.flatMap(file => [
    ...symbolProblems(file, files), ...parameterProblems(file, files), ...resourceProblems(file),
  ]);
  const resources = all.flatMap(f => [...f.resources.values()]);
  return { problems, files: sources.length, resources: resources.length, types: new Set(resources.map(r => r.type)).size };
}

function declarationsByPath(sources) {
  const files = new Map(sources.map(source => [source.path, declarationsOf(source)]));
  files.forEach(resolveModules);
  return files;
}

function resourceProblems(declarations) {
  return [...declarations.resources.values()].flatMap(resource => {
    const type = resourceTypes.get(`${resource.type}@${resource.version}`);
    if (!type) {
      const versions = versionsOf(resource.type);
      return [problem(declarations.source, resource.node, versions.length > 0
        ? `${resource.type} has no API version "${resource.version}" in the table, which has ${versions.join(', ')}`
        : `there is no resource type ${resource.type} in the table`)];
    }
    return resource.isExisting ? [] : checkObject(declarations, resource.body, type, resource.type);
  });
}

function main([folder, option]) {
  if (option === '--facts') {
    console.log(JSON.stringify(factsOf([...declarationsByPath(readFolder(folder)).values()]), null, 2));
    return 0;
  }
  const { problems, files, resources, types } = check(folder);
  problems.forEach(p => console.error(p));
  console.log(`${files} files, ${resources} resources of ${types} types: ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
