// What a file declares: parameters, variables, resources, modules, outputs, and the parameters it gives to another file.
import { literalText } from './source.mjs';

/** The declarations of a parsed file. */
export function declarationsOf(source) {
  const found = { source, params: new Map(), vars: new Map(), resources: new Map(), modules: new Map(), outputs: new Map(), using: null, repeated: [] };
  let decorators = null;
  for (const node of source.root.namedChildren) {
    if (node.type === 'decorators') {
      decorators = node;
    } else if (node.type !== 'comment') {
      readDeclaration(found, node, decorators);
      decorators = null;
    }
  }
  return found;
}

/** Whether a symbol of any kind has this name. */
export function symbolOf(declarations, name) {
  return declarations.params.get(name) ?? declarations.vars.get(name) ?? declarations.resources.get(name) ?? declarations.modules.get(name);
}

/** The properties of an object literal. */
export function propertiesOf(object) {
  return object.namedChildren.filter(c => c.type === 'object_property').map(node => {
    const [key, value] = node.namedChildren;
    return { node, key: key.type === 'string' ? literalText(key) : key.text, value };
  });
}

function readDeclaration(found, node, decorators) {
  const [name, second, third] = node.namedChildren;
  switch (node.type) {
    case 'parameter_declaration':
      add(found, found.params, name, { kind: 'param', node, type: second.text, value: third, allowed: allowedValues(decorators) });
      break;
    case 'variable_declaration':
      add(found, found.vars, name, { kind: 'var', node, value: second });
      break;
    case 'resource_declaration': {
      const [type, version] = (literalText(second) ?? '').split('@');
      const isExisting = node.children.some(c => c.type === 'existing');
      add(found, found.resources, name, { kind: 'resource', node, type, version, isExisting, loop: loopOf(third), body: bodyOf(third) });
      break;
    }
    case 'module_declaration':
      add(found, found.modules, name, { kind: 'module', node, path: literalText(second), pathNode: second, body: bodyOf(third) });
      break;
    case 'output_declaration':
      add(found, found.outputs, name, { kind: 'output', node, type: second.text, value: third });
      break;
    case 'using_statement':
      found.using = { node, path: literalText(name) };
      break;
  }
}

function add(found, kind, name, declaration) {
  const isTaken = declaration.kind === 'output' ? kind.has(name.text) : symbolOf(found, name.text);
  if (isTaken) {
    found.repeated.push(name);
  }
  kind.set(name.text, { ...declaration, name: name.text });
}

function allowedValues(decorators) {
  const call = decorators?.namedChildren.map(d => d.namedChildren[0]).find(c => c.childForFieldName('function').text === 'allowed');
  return call?.childForFieldName('arguments').namedChildren[0].namedChildren.map(literalText);
}

function loopOf(node) {
  return node?.type === 'for_statement' ? node : null;
}

function bodyOf(node) {
  switch (node?.type) {
    case 'object': return node;
    case 'if_statement': return bodyOf(node.namedChildren.at(-1));
    case 'for_statement': return bodyOf(node.childForFieldName('body'));
    default: return null;
  }
}
