// What files ask of each other: parameters that are required, known and of the right type.
import { propertiesOf } from './declarations.mjs';
import { literalText, problem, resolvePath } from './source.mjs';
import { checkValue } from './values.mjs';

/** Notes for each module which file it is. */
export function resolveModules(declarations) {
  for (const module of declarations.modules.values()) {
    module.target = resolvePath(declarations.source.path, module.path);
  }
}

/** Findings about the parameters a file gives: to its modules or, when it is a parameter file, to its template. */
export function parameterProblems(declarations, byPath) {
  const { source, using } = declarations;
  const problems = [...declarations.modules.values()].flatMap(module => {
    const target = byPath.get(module.target);
    const given = propertiesOf(module.body).find(p => p.key === 'params');
    return target
      ? compare(declarations, target, module.node, given ? propertiesOf(given.value) : [])
      : [problem(source, module.pathNode, `there is no file ${module.path}`)];
  });
  if (!source.isParameters) {
    return problems;
  }
  const template = using && byPath.get(resolvePath(source.path, using.path));
  const given = [...declarations.vars.values()].map(v => ({ node: v.node, key: v.name, value: v.value }));
  return template ? compare(declarations, template, source.root, given) : [problem(source, source.root, 'there is no "using" with a template')];
}

function compare(declarations, target, whole, given) {
  const { source } = declarations;
  const where = target.source.path;
  const missing = [...target.params.values()]
    .filter(p => !p.value && !p.type.endsWith('?') && !given.some(g => g.key === p.name))
    .map(p => problem(source, whole, `${where}: required parameter "${p.name}" is missing`));
  return [...missing, ...given.flatMap(({ node, key, value }) => {
    const parameter = target.params.get(key);
    if (!parameter) {
      return [problem(source, node, `${where} has no parameter "${key}"`)];
    }
    const text = literalText(value);
    return parameter.allowed && text !== null && !parameter.allowed.includes(text)
      ? [problem(source, node, `${where}: "${key}" must be one of ${parameter.allowed.join(', ')}`)]
      : checkValue(declarations, value, parameter.type, {}, `${where} ${key}`);
  })];
}
