// What the templates say that the code must agree with: settings, containers, tables, subscriptions and log queries.
import { propertiesOf } from './declarations.mjs';
import { literalText } from './source.mjs';

/** The facts of all files together. */
export function factsOf(files) {
  return {
    appSettings: files.flatMap(file => [...file.resources.values()].filter(isAppSettings).flatMap(r => Object.keys(valueOf(file, property(r.body, 'properties'))))),
    containers: namesOf(files, 'Microsoft.Storage/storageAccounts/blobServices/containers'),
    tables: namesOf(files, 'Microsoft.Storage/storageAccounts/tableServices/tables'),
    blobTriggers: files.flatMap(file => namedVariable(file, 'blobTriggers')),
    mailReports: files.flatMap(file => namedVariable(file, 'mailReports'))[0],
    pathsWithoutSignIn: files.flatMap(file => [...file.resources.values()].filter(isSignIn).flatMap(
      r => valueOf(file, property(r.body, 'properties')).globalValidation.excludedPaths)).filter(path => path !== null),
    queries: files.flatMap(file => namedVariable(file, 'logAlerts')).map(alert => alert.query),
  };
}

/** A literal as a JavaScript value; interpolations stay as they are written, other expressions are null. */
export function valueOf(file, node) {
  switch (node?.type) {
    case 'string': return literalText(node) ?? node.text.slice(1, -1);
    case 'number': return Number(node.text);
    case 'boolean': return node.text === 'true';
    case 'array': return node.namedChildren.filter(c => c.type !== 'comment').map(item => valueOf(file, item));
    case 'object': return Object.fromEntries(propertiesOf(node).map(p => [p.key, valueOf(file, p.value)]));
    case 'identifier': return valueOf(file, file.vars.get(node.text)?.value);
    case 'call_expression': return valueOfCall(file, node);
    default: return null;
  }
}

/** Arrays that are joined, and those that are made of every item of another: once, with the item as it is written. */
function valueOfCall(file, call) {
  const given = call.childForFieldName('arguments').namedChildren;
  switch (call.childForFieldName('function').text) {
    case 'concat': return given.flatMap(a => valueOf(file, a));
    case 'flatten': return valueOf(file, given[0]).flat();
    case 'map': return [valueOf(file, given[1].namedChildren.at(-1))];
    default: return null;
  }
}

function namesOf(files, type) {
  return files.flatMap(file => [...file.resources.values()].filter(r => r.type === type && !r.isExisting).flatMap(r => {
    const items = r.loop?.namedChildren.find(c => ['identifier', 'array', 'call_expression'].includes(c.type) && c.id !== r.loop.childForFieldName('initializer')?.id);
    return items ? valueOf(file, items) : [valueOf(file, property(r.body, 'name'))];
  }));
}

function namedVariable(file, name) {
  return file.vars.has(name) ? valueOf(file, file.vars.get(name).value) : [];
}

function isAppSettings(resource) {
  return isSiteConfig(resource, 'appsettings');
}

function isSignIn(resource) {
  return isSiteConfig(resource, 'authsettingsV2');
}

function isSiteConfig(resource, name) {
  return resource.type === 'Microsoft.Web/sites/config' && literalText(property(resource.body, 'name')) === name;
}

function property(object, name) {
  return propertiesOf(object).find(p => p.key === name)?.value;
}
