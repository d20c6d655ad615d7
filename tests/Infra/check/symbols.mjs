// Every name that an expression uses is declared, every function exists, and what is read of a resource or module is there.
import { propertiesOf, symbolOf } from './declarations.mjs';
import { problem } from './source.mjs';
import { propertyOf, resourceTypes } from './types.mjs';

const namespaces = ['az', 'sys'];
const functions = new Set([
  'any', 'array', 'base64', 'base64ToString', 'bool', 'cidrHost', 'cidrSubnet', 'coalesce', 'concat', 'contains', 'createArray',
  'createObject', 'dataUri', 'dateTimeAdd', 'deployment', 'empty', 'endsWith', 'environment', 'fail', 'filter', 'first', 'flatten', 'format',
  'getSecret', 'groupBy', 'guid', 'indexOf', 'int', 'intersection', 'items', 'join', 'json', 'last', 'lastIndexOf', 'length', 'listKeys',
  'loadFileAsBase64', 'loadJsonContent', 'loadTextContent', 'loadYamlContent', 'managementGroup', 'map', 'mapValues', 'max', 'min',
  'newGuid', 'objectKeys', 'padLeft', 'parseCidr', 'pickZones', 'range', 'readEnvironmentVariable', 'reduce', 'reference', 'replace',
  'resourceGroup', 'resourceId', 'shallowMerge', 'skip', 'sort', 'split', 'startsWith', 'string', 'subscription',
  'subscriptionResourceId', 'substring', 'take', 'tenant', 'tenantResourceId', 'toLower', 'toObject', 'toUpper', 'trim', 'union', 'uniqueString',
  'uri', 'uriComponent', 'utcNow',
]);
const decorators = new Set([
  'allowed', 'batchSize', 'description', 'discriminator', 'export', 'maxLength', 'maxValue', 'metadata', 'minLength', 'minValue', 'sealed', 'secure',
]);

/** Findings about the names in a file; the modules' outputs are looked up among all files. */
export function symbolProblems(declarations, byPath) {
  const check = new NameCheck(declarations, byPath);
  declarations.source.root.namedChildren.forEach(node => check.visit(node, new Map()));
  return [
    ...declarations.repeated.map(node => problem(declarations.source, node, `"${node.text}" is declared twice`)),
    ...check.problems,
    ...unused(declarations, check.used),
  ];
}

function unused(declarations, used) {
  return declarations.source.isParameters ? [] : [...declarations.params.values(), ...declarations.vars.values()]
    .filter(d => !used.has(d.name))
    .map(d => problem(declarations.source, d.node, `"${d.name}" is declared and never used`));
}

class NameCheck {
  problems = [];
  used = new Set();

  constructor(declarations, byPath) {
    this.declarations = declarations;
    this.byPath = byPath;
  }

  // The scope holds names of loops and lambdas, each with the properties that its items are known to have, or null.
  visit(node, scope) {
    switch (node.type) {
      case 'identifier': return this.name(node, scope);
      case 'member_expression':
      case 'subscript_expression': return this.chain(node, scope);
      case 'call_expression': return this.call(node, scope);
      case 'for_statement': return this.loop(node, scope);
      case 'lambda_expression': return this.lambda(node, scope);
      case 'object_property': return this.visitAll(node.namedChildren.filter((c, i) => i > 0 || c.type === 'string'), scope);
      case 'decorator': return this.decorator(node, scope);
      case 'type': return undefined;
      case 'parameter_declaration':
      case 'variable_declaration':
      case 'resource_declaration':
      case 'module_declaration':
      case 'output_declaration': return this.visitAll(node.namedChildren.slice(1), scope);
      default: return this.visitAll(node.namedChildren, scope);
    }
  }

  visitAll(nodes, scope) {
    nodes.forEach(n => this.visit(n, scope));
  }

  name(node, scope) {
    this.used.add(node.text);
    if (!scope.has(node.text) && !symbolOf(this.declarations, node.text) && !namespaces.includes(node.text)) {
      this.report(node, `"${node.text}" is not declared`);
    }
  }

  call(node, scope) {
    const callee = node.childForFieldName('function');
    if (callee.type === 'identifier') {
      if (!functions.has(callee.text)) {
        this.report(callee, `there is no function "${callee.text}"`);
      }
    } else {
      this.visit(callee, scope);
    }
    this.visitAll(node.childForFieldName('arguments').namedChildren, scope);
  }

  decorator(node, scope) {
    const call = node.namedChildren[0];
    const name = call.childForFieldName('function');
    if (!decorators.has(name.text)) {
      this.report(name, `there is no decorator "${name.text}"`);
    }
    this.visitAll(call.childForFieldName('arguments').namedChildren, scope);
  }

  loop(node, scope) {
    const initializer = node.childForFieldName('initializer');
    const parameters = node.namedChildren.find(c => c.type === 'for_loop_parameters');
    const names = initializer ? [initializer.text] : parameters.namedChildren.map(c => c.text);
    const body = node.childForFieldName('body');
    const over = node.namedChildren.find(c => c.id !== initializer?.id && c.id !== parameters?.id && c.id !== body.id);
    this.visit(over, scope);
    this.visit(body, new Map([...scope, ...names.map((n, i) => [n, i === 0 ? this.itemProperties(over) : null])]));
  }

  lambda(node, scope) {
    const [parameters, body] = node.namedChildren;
    const names = parameters.type === 'identifier' ? [parameters.text] : parameters.namedChildren.map(c => c.text);
    this.visit(body, new Map([...scope, ...names.map(n => [n, null])]));
  }

  // a.b[0].c: the base is a name, the rest is looked up in what is known of it.
  chain(node, scope) {
    const steps = [];
    let base = node;
    while (base.type === 'member_expression' || base.type === 'subscript_expression') {
      const index = base.childForFieldName('index');
      if (index) {
        this.visit(index, scope);
      }
      steps.unshift(base.childForFieldName('property') ?? base);
      base = base.childForFieldName('object');
    }
    this.visit(base, scope);
    if (base.type !== 'identifier') {
      return;
    }
    if (scope.has(base.text)) {
      this.itemMember(base, steps, scope.get(base.text));
    } else {
      const symbol = symbolOf(this.declarations, base.text);
      if (symbol?.kind === 'module') {
        this.moduleMember(symbol, steps);
      } else if (symbol?.kind === 'resource') {
        this.resourceMember(symbol, steps);
      }
    }
  }

  itemMember(base, [first], properties) {
    if (properties && first.type === 'property_identifier' && !properties.has(first.text)) {
      this.report(first, `the items of "${base.text}" have no property "${first.text}"`);
    }
  }

  moduleMember(module, [first, second]) {
    const target = this.byPath.get(module.target);
    if (first.text !== 'outputs' && first.text !== 'name') {
      this.report(first, `a module has no "${first.text}"`);
    } else if (first.text === 'outputs' && target && second && !target.outputs.has(second.text)) {
      this.report(second, `${module.target} has no output "${second.text}"`);
    }
  }

  resourceMember(resource, steps) {
    let type = resourceTypes.get(`${resource.type}@${resource.version}`);
    let text = resource.loop ? 'resource[]' : 'resource';
    for (const step of steps) {
      if (step.type !== 'property_identifier') {
        text = text.endsWith('[]') ? text.slice(0, -2) : 'any';
        continue;
      }
      const shape = text === 'resource' ? type?.shape : type?.types[text];
      if (!shape || shape.discriminator) {
        return;
      }
      const property = propertyOf(shape, step.text);
      if (!property) {
        this.report(step, `${resource.type} has no "${step.text}" here`);
        return;
      }
      text = property.type;
    }
  }

  // Properties that every item of a literal list of objects has.
  itemProperties(node) {
    const list = node.type === 'identifier' ? this.declarations.vars.get(node.text)?.value : node;
    const items = list?.type === 'array' ? list.namedChildren.filter(c => c.type !== 'comment') : [];
    return items.length > 0 && items.every(i => i.type === 'object')
      ? new Set(propertiesOf(items[0]).map(p => p.key).filter(k => items.every(i => propertiesOf(i).some(p => p.key === k))))
      : null;
  }

  report(node, message) {
    this.problems.push(problem(this.declarations.source, node, message));
  }
}

