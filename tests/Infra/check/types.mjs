// The table of resource types: facts from the published definitions, transcribed into types/*.json. "*" after a property
// means required, "-" read-only; "any" also stands for what the templates do not use and nobody has transcribed.
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('./types/', import.meta.url);
const commonProperties = { 'id-': 'string', 'name*': 'string', 'type-': 'string', 'apiVersion-': 'string' };

/** Resource types by "type@version". */
export const resourceTypes = new Map(readdirSync(folder).filter(f => f.endsWith('.json')).flatMap(file => {
  const { resources, types } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  return Object.entries(resources).map(([key, shape]) => [key, { shape: withCommon(shape), types, isResource: true }]);
}));

/** The API versions in the table for a type. */
export function versionsOf(type) {
  return [...resourceTypes.keys()].filter(k => k.split('@')[0] === type).map(k => k.split('@')[1]);
}

/** A property of a shape: its type, and whether it is required or read-only; undefined when there is none. */
export function propertyOf(shape, name) {
  for (const mark of ['', '*', '-']) {
    if (Object.hasOwn(shape, name + mark)) {
      return { type: shape[name + mark], isRequired: mark === '*', isReadOnly: mark === '-' };
    }
  }
  return undefined;
}

/** Names of the required properties of a shape. */
export function requiredOf(shape) {
  return Object.keys(shape).filter(k => k.endsWith('*')).map(k => k.slice(0, -1));
}

/** The shape for a discriminated type, chosen by a value; the shape itself when it is not discriminated. */
export function variantOf({ shape, types, isResource }, value) {
  if (!shape.discriminator) {
    return shape;
  }
  const variant = types[shape.variants[value]];
  return variant && (isResource ? withCommon(variant) : variant);
}

/** The members of "'A' | 'B'", or null for another kind of type. */
export function choicesOf(type) {
  return type.startsWith("'") ? type.split(' | ').map(c => c.slice(1, -1)) : null;
}

function withCommon(shape) {
  return shape.discriminator ? shape : { ...commonProperties, ...shape };
}
