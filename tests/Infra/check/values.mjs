// Compares values with types, as deep as there are literals.
import { propertiesOf } from './declarations.mjs';
import { literalText, problem } from './source.mjs';
import { choicesOf, propertyOf, requiredOf, variantOf } from './types.mjs';

const bicepOnly = ['parent', 'scope', 'dependsOn'];

/** Findings about an object literal that is given for a type: unknown, read-only and missing properties, and their values. */
export function checkObject(declarations, object, type, what) {
  const { source } = declarations;
  const given = propertiesOf(object);
  const discriminator = type.shape.discriminator;
  const chosen = discriminator && given.find(p => p.key === discriminator);
  const shape = variantOf(type, chosen && literalText(chosen.value));
  if (!shape) {
    return [problem(source, chosen?.node ?? object, `${what}: "${discriminator}" must be one of ${Object.keys(type.shape.variants).join(', ')}`)];
  }

  const problems = requiredOf(shape)
    .filter(name => !given.some(p => p.key === name))
    .map(name => problem(source, object, `${what}: required property "${name}" is missing`));
  for (const { node, key, value } of given.filter(p => !(type.isResource && bicepOnly.includes(p.key)))) {
    const property = propertyOf(shape, key);
    if (!property) {
      problems.push(problem(source, node, `${what}: there is no property "${key}"`));
    } else if (property.isReadOnly) {
      problems.push(problem(source, node, `${what}: "${key}" is read-only`));
    } else {
      problems.push(...checkValue(declarations, value, property.type, type.types, `${what}.${key}`));
    }
  }
  return problems;
}

/** Findings about a value that is given for a type. */
export function checkValue(declarations, node, type, types, what) {
  const wrong = expected => [problem(declarations.source, node, `${what}: expects ${expected}, not ${node.text.split('\n')[0]}`)];
  const again = (other, otherType = type) => checkValue(declarations, other, otherType, types, what);
  if (type === 'any' || !node) {
    return [];
  }
  switch (node.type) {
    case 'parenthesized_expression':
      return again(node.namedChildren[0]);
    case 'ternary_expression':
      return [...again(node.childForFieldName('consequence')), ...again(node.childForFieldName('alternative'))];
    case 'if_statement':
      return again(node.namedChildren.at(-1));
    case 'for_statement':
      return type.endsWith('[]') ? again(node.childForFieldName('body'), type.slice(0, -2)) : wrong(type);
    case 'array':
      return type === 'array' ? [] : type.endsWith('[]') ? node.namedChildren.flatMap(item => again(item, type.slice(0, -2))) : wrong(type);
    case 'identifier':
      return checkSymbol(declarations, node, type, again, wrong);
    case 'object':
      return checkNested(declarations, node, type, types, what, wrong);
    case 'string':
      return checkString(node, type, wrong);
    case 'number':
      return type === 'int' ? [] : wrong(type);
    case 'boolean':
      return type === 'bool' ? [] : wrong(type);
    default:
      return [];
  }
}

function checkNested(declarations, node, type, types, what, wrong) {
  if (type === 'map' || type === 'object') {
    return [];
  }
  const valueType = /^map<(.+)>$/.exec(type)?.[1];
  if (valueType) {
    return propertiesOf(node).flatMap(p => checkValue(declarations, p.value, valueType, types, `${what}.${p.key}`));
  }
  return types[type] ? checkObject(declarations, node, { shape: types[type], types }, what) : wrong(type);
}

function checkString(node, type, wrong) {
  const choices = choicesOf(type);
  if (choices) {
    const text = literalText(node);
    return text === null || choices.includes(text) ? [] : wrong(`one of ${choices.join(', ')}`);
  }
  return type === 'string' ? [] : wrong(type);
}

// A variable is as good as its value; a parameter says what it is.
function checkSymbol(declarations, node, type, again, wrong) {
  const variable = declarations.vars.get(node.text);
  if (variable) {
    return ['object', 'array', 'string', 'number', 'boolean'].includes(variable.value.type) ? again(variable.value) : [];
  }
  const given = declarations.params.get(node.text)?.type;
  const accepts = choicesOf(type) ? ['string'] : type.startsWith('map') ? ['object'] : type.endsWith('[]') ? ['array', type] : [type];
  return given && /^(string|int|bool|object|array|string\[\])$/.test(given) && !accepts.includes(given) ? wrong(type) : [];
}
