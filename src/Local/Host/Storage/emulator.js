// Runs in the emulator's process, around Azurite: `node -e … -- <Azurite's arguments>`.
const { createRequire, Module } = require('module');
const fs = require('fs');
const http = require('http');
const path = require('path');

const main = process.env.HUB_EMULATOR_MAIN;
const leastRoom = Number(process.env.HUB_EMULATOR_ROOM);

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node.js 20 or newer is needed for the storage emulator; this is ${process.version}.`);
  process.exit(3);
}

// When the host has gone, writing to it fails, which must not end the emulator before it has saved its data; saving is what it does on SIGTERM.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
process.stdin.on('close', () => {
  setTimeout(() => process.exit(0), 8000).unref();
  if (!process.emit('SIGTERM')) process.exit(0);
}).resume();

// Two of Azurite's parts, telemetry and its SQL stores, are half of what it loads and not used here: they are loaded when something asks for more of
// them than the one class others derive from.
const load = Module._load;
const unused = { applicationinsights: {}, sequelize: { Model: class {} } };
Module._load = function (name, ...rest) {
  if (!Object.hasOwn(unused, name)) return load.call(this, name, ...rest);
  const get = (known, key) => key === '__esModule' || (known[key] ?? load.call(this, name, ...rest)[key]);
  return new Proxy(unused[name], { get });
};

// Azurite acknowledges what it has in memory, saves it seconds later, and forgets that it could not. What could not be saved is saved again, and
// until it is, or while the disk has no room for a save, nothing more is acknowledged.
const Loki = createRequire(main)('lokijs');
const unsaved = new Set();
const save = Loki.prototype.saveDatabaseInternal;
Loki.prototype.saveDatabaseInternal = function (callback) {
  save.call(this, error => {
    if (error) this.collections.forEach(collection => { collection.dirty = true; });
    unsaved[error ? 'add' : 'delete'](this);
    if (callback) callback(error);
  });
};

// A save writes an index anew beside the old one, and all of them may be saved at once.
function hasRoom() {
  const indexes = fs.readdirSync('.').filter(file => path.extname(file) === '.json').map(file => fs.statSync(file).size);
  const { bavail, bsize } = fs.statfsSync('.');
  return bavail * bsize >= leastRoom + indexes.reduce((sum, size) => sum + size, 0);
}

let stores = true;
function canStore() {
  const could = stores;
  stores = unsaved.size === 0 && hasRoom();
  if (could && !stores) console.log('The disk has no room, or cannot be written to. Nothing is stored until it can; what is there is still read.');
  if (!could && stores) console.log('The disk can be written to again.');
  return stores;
}

// Azurite's account key is public, and so is the way to sign by it: a web page could read and write everything, by a name of its own that it has
// pointed at this machine, or across from its own address. Pages are known by that; following a link is all that a person's browser has to do here.
function refusal({ method, headers }) {
  const reads = method === 'GET' || method === 'HEAD';
  const site = headers['sec-fetch-site'];
  const isPage = site === undefined ? headers.origin !== undefined : site !== 'none';
  const followsLink = reads && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? '')) return 421;
  if (isPage && !followsLink) return 403;
  return reads || canStore() ? null : 503;
}

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response) {
  const status = event === 'request' ? refusal(request) : null;
  if (status === null) return emit.apply(this, arguments);
  response.writeHead(status).end();
  return true;
};

process.argv.splice(1, 0, 'azurite');
require(main);
