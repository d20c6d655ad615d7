// Reads .bicep and .bicepparam files with the grammar of tree-sitter-bicep.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';

const require = createRequire(import.meta.url);
const Parser = require('tree-sitter');
const parser = new Parser();
parser.setLanguage(require('tree-sitter-bicep'));

// The parser's buffer must hold the whole file.
const bufferSize = 1 << 20;

/** Every .bicep and .bicepparam file below a folder, parsed; paths are relative to that folder. */
export function readFolder(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter(name => /\.bicep(param)?$/.test(name))
    .sort()
    .map(name => parse(name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')));
}

/** One file. A parameter file assigns without a type, which the grammar takes for a variable, at the same columns. */
export function parse(path, text) {
  const isParameters = path.endsWith('.bicepparam');
  const root = parser.parse(isParameters ? text.replace(/^param /gm, 'var   ') : text, undefined, { bufferSize }).rootNode;
  return { path, isParameters, root };
}

/** A finding, as a compiler would print it. */
export function problem(source, node, message) {
  return `${source.path}:${node.startPosition.row + 1}: ${message}`;
}

/** What the grammar could not make sense of. */
export function syntaxProblems(source) {
  const problems = [];
  visit(source.root, node => {
    if (node.isError || node.isMissing) {
      problems.push(problem(source, node, `syntax error near "${node.text.split('\n')[0].slice(0, 40)}"`));
      return false;
    }
    // The grammar lets a text run on over lines, so that a forgotten quote would be blamed on a later line.
    if (node.type === 'string' && !node.text.startsWith("'''") && node.startPosition.row !== node.endPosition.row) {
      problems.push(problem(source, node, `syntax error: the text ${node.text.split('\n')[0]} is not closed on its line`));
    }
    return true;
  });
  return problems;
}

/** Visits a node and, while the visitor does not answer false, what is below it. */
export function visit(node, visitor) {
  if (visitor(node) !== false) {
    node.children.forEach(child => visit(child, visitor));
  }
}

/** The text of a string without interpolation, else null. */
export function literalText(node) {
  return node?.type === 'string' && !node.namedChildren.some(c => c.type === 'interpolation')
    ? node.text.replace(/^'|'$/g, '').replaceAll("\\'", "'")
    : null;
}

/** The folder a path is in, resolved against a relative one. */
export function resolvePath(from, to) {
  return relative('.', join(from, '..', to)).split(sep).join('/');
}
