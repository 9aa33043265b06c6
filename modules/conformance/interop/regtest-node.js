'use strict';

// Starts bcoin as a regtest node that never leaves this machine, for the interoperation tests: a
// full node, or with --spv one that knows headers and what a bloom filter lets through.
//
//   node regtest-node.js --bcoin=DIR --port=P --http-port=H [--spv] [--nodes=127.0.0.1:Q]
//     [--log-level=debug]
//
// DIR holds node_modules/bcoin (see install-bcoin). The P2P port and the JSON-RPC port listen on
// 127.0.0.1 only. One line "READY" on standard output says that both accept connections. All state
// is in memory; ending the process is the way to stop it, and it ends by itself when its standard
// input closes (so that it cannot outlive the test that started it), unless --keep is given.

const Module = require('module');
const path = require('path');

const argument = (name) => {
  const found = process.argv.find((word) => word.startsWith(`--${name}=`));
  return found && found.slice(name.length + 3);
};

const bcoin = path.resolve(argument('bcoin') || process.cwd(), 'node_modules', 'bcoin');

// bcoin's native parts are not compiled (install scripts do not run), so that no compiler is
// needed. All but these two fall back to JavaScript by themselves.
process.env.NODE_BACKEND = 'js';
const inJavaScript = { './murmur3': 'mrmr', './siphash': 'bsip' };
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const owner = inJavaScript[request];
  const asker = (parent && parent.filename) || '';
  const wanted = owner && asker.includes(path.join('node_modules', owner, 'lib'))
    ? `${request}-browser`
    : request;
  return resolveFilename.call(this, wanted, parent, ...rest);
};

// Without a known outside address bcoin asks public name servers for it, and without seeds it
// dials a fixed local port. A test node does neither.
const Pool = require(path.join(bcoin, 'lib/net/pool'));
Pool.prototype.discoverExternal = async () => {};
require(path.join(bcoin, 'lib/protocol/networks')).regtest.seeds.length = 0;

// It holds announcements back for five seconds, which nobody here has the time for.
require(path.join(bcoin, 'lib/net/peer')).INV_INTERVAL = 50;

const spv = process.argv.includes('--spv');
const Node = require(path.join(bcoin, spv ? 'lib/node/spvnode' : 'lib/node/fullnode'));
const node = new Node({
  network: 'regtest',
  memory: true,
  workers: false,
  listen: true,
  host: '127.0.0.1',
  httpHost: '127.0.0.1',
  noAuth: true,
  logConsole: true,
  logFile: false,
  logLevel: 'warning',
  argv: true,
  env: false,
  config: false,
  loader: require
});

// A program that uses an SPV node has it in its own process. These calls stand for one: what to
// watch (pushed data, in hexadecimal digits), and what of that has come, in blocks and before.
if (spv) {
  const confirmed = [];
  const unconfirmed = [];
  node.on('connect', (entry, block) => {
    confirmed.push({
      block: entry.rhash(),
      height: entry.height,
      transactions: block.txs.map((tx) => tx.toRaw().toString('hex'))
    });
  });
  node.on('disconnect', () => {
    confirmed.pop();
  });
  node.on('tx', (tx) => {
    unconfirmed.push(tx.toRaw().toString('hex'));
  });
  node.rpc.add('watch', async (elements) => {
    elements.forEach((element) => node.pool.watch(element, 'hex'));
    return elements.length;
  });
  node.rpc.add('confirmed', async () => confirmed);
  node.rpc.add('unconfirmed', async () => unconfirmed);
  // By itself it takes no connections; here it does, so that it can be seen what it answers.
  Object.assign(node.pool.options, {
    listen: true,
    host: '127.0.0.1',
    port: Number(argument('port'))
  });
}

process.on('unhandledRejection', (problem) => {
  throw problem;
});

if (!process.argv.includes('--keep')) {
  process.stdin.on('end', () => process.exit(0)).resume();
}

(async () => {
  await node.open();
  await node.connect();
  node.startSync();
  console.log('READY');
})().catch((problem) => {
  console.error(problem.stack);
  process.exit(1);
});
