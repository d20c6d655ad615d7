// The check finds what it promises to find: each test makes one mistake in a copy of the real templates.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { check } from './check.mjs';

const templates = fileURLToPath(new URL('../../../infra/bicep/', import.meta.url));

test('the templates as they are have no problem', () => {
  const { problems, files, resources } = check(templates);
  assert.deepEqual(problems, []);
  assert.ok(files > 10 && resources > 40);
});

// What is wrong, in which file, the text that is replaced, by what, what is said of it, and – where it is not the line of the
// replacement – a text at the end of which the line is; null for any line.
const mistakes = [
  ['a misspelt property', 'modules/storage.bicep', 'allowSharedKeyAccess: false', 'allowSharedKeyAcces: false', /there is no property "allowSharedKeyAcces"/],
  ['a misspelt property deep inside', 'modules/storage.bicep', 'daysAfterModificationGreaterThan: 7', 'daysAfterModified: 7', /there is no property "daysAfterModified"/],
  ['a misspelt property in a loop', 'modules/monitoring.bicep', 'emailAddress: email', 'adress: email', /there is no property "adress"/],
  ['a missing required property', 'modules/alerts.bicep', "    category: 'Cost'\n", '', /required property "category" is missing/, "name: 'budget-${name}'\n  properties"],
  ['a property that only the service writes', 'modules/scheduler.bicep', "sku: {", "endpoint: 'x'\n    sku: {", /"endpoint" is read-only/],
  ['a value that is none of the allowed', 'modules/storage.bicep', "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: '1.2'", /expects one of TLS1_0, TLS1_1/],
  ['a wrong value behind a condition', 'modules/storage.bicep', "isPrivate ? 'Deny' : 'Allow'", "isPrivate ? 'Refuse' : 'Allow'", /expects one of Allow, Deny/],
  ['a text where a number is wanted', 'modules/app.bicep', 'instanceMemoryMB: 2048', "instanceMemoryMB: '2048'", /expects int/],
  ['a parameter of the wrong type', 'modules/storage.bicep', 'days: recoveryDays', 'days: sku', /expects int, not sku/],
  ['a wrong kind of a discriminated type', 'events.bicep', "endpointType: 'WebHook'", "endpointType: 'Webhook'", /"endpointType" must be one of WebHook/],
  ['a wrong API version', 'modules/vault.bicep', 'vaults@2023-07-01', 'vaults@2023-07-07', /has no API version "2023-07-07"/],
  ['a resource type that does not exist', 'modules/identity.bicep', 'userAssignedIdentities@', 'userAssignedIdentity@', /there is no resource type Microsoft.ManagedIdentity\/userAssignedIdentity/],
  ['a missing required parameter', 'main.bicep', '    quietDays: quietDays\n', '', /modules\/alerts.bicep: required parameter "quietDays" is missing/, 'module alerts'],
  ['a parameter that a module does not have', 'main.bicep', 'sku: storageSku', 'skuName: storageSku', /modules\/storage.bicep has no parameter "skuName"/],
  ['a text for a module that wants a number', 'main.bicep', 'recoveryDays: recoveryDays', "recoveryDays: 'thirty'", /modules\/storage.bicep recoveryDays: expects int/],
  ['a module that is not there', 'main.bicep', 'modules/vault.bicep', 'modules/vaults.bicep', /there is no file modules\/vaults.bicep/],
  ['an unknown output', 'main.bicep', 'topics.outputs.blobTopicName', 'topics.outputs.blobTopic', /modules\/topics.bicep has no output "blobTopic"/, 'output blobTopicName string'],
  ['an undefined symbol', 'modules/mail.bicep', 'dataLocation: dataLocation', 'dataLocation: dataPlace', /"dataPlace" is not declared/],
  ['an undefined symbol in a text', 'modules/app.bicep', '${schedulerEndpoint};Authentication', '${endpoint};Authentication', /"endpoint" is not declared/],
  ['a name of a loop outside of it', 'events.bicep', 'webhook = \'https://${functionApp', 'webhook = \'https://${trigger', /"trigger" is not declared/],
  ['a topic that the second deployment is not told of', 'events.bicep', 'name: mailTopicName', 'name: mailTopic', /"mailTopicName" is declared and never used/, 'param mailTopicName'],
  ['a misspelt item of a list', 'modules/alerts.bicep', 'severity: alert.severity', 'severity: alert.priority', /items of "alert" have no property "priority"/],
  ['something a resource does not have', 'modules/app.bicep', 'appInsights.properties.ConnectionString', 'appInsights.properties.ConnectionStrings', /Microsoft.Insights\/components has no "ConnectionStrings"/],
  ['a function that does not exist', 'main.bicep', 'uniqueString(', 'uniqeString(', /there is no function "uniqeString"/],
  ['a decorator that does not exist', 'main.bicep', '@minLength(3)', '@minlength(3)', /there is no decorator "minlength"/],
  ['a parameter that nothing uses', 'modules/vault.bicep', 'param workspaceId string', 'param workspaceId string\nparam colour string', /"colour" is declared and never used/, 'param colour'],
  ['a name that is declared twice', 'modules/topics.bicep', 'param name string', 'param name string\nparam name string', /"name" is declared twice/, 'param name string\nparam name'],
  ['a syntax error', 'modules/network.bicep', "name: 'vnet-${name}'", "name: 'vnet-${name}", /syntax error/],
  ['a missing brace', 'modules/identity.bicep', '  tags: tags\n}', '  tags: tags\n', /syntax error/, null],
  ['a parameter file without a required parameter', 'environments/prod.bicepparam', 'param monthlyBudget = 80\n', '', /main.bicep: required parameter "monthlyBudget" is missing/, '// Production'],
  ['a parameter file with an unknown parameter', 'environments/test.bicepparam', 'param privateNetwork', 'param privateNet', /main.bicep has no parameter "privateNet"/],
  ['a parameter file with a value that is not allowed', 'environments/dev.bicepparam', "environment = 'dev'", "environment = 'development'", /"environment" must be one of dev, test, prod/],
  ['a parameter file with a value of the wrong type', 'environments/dev.bicepparam', 'monthlyBudget = 20', "monthlyBudget = '20'", /monthlyBudget: expects int/],
];

for (const [what, file, right, wrong, message, anchor = wrong.split('\n')[0]] of mistakes) {
  test(`finds ${what}, and names file and line`, () => {
    const copy = mkdtempSync(join(tmpdir(), 'bicep-'));
    try {
      cpSync(templates, copy, { recursive: true });
      const text = readFileSync(join(copy, file), 'utf8');
      assert.ok(text.includes(right), `${file} no longer says ${right}`);
      const mutated = text.replace(right, () => wrong);
      writeFileSync(join(copy, file), mutated);
      const line = anchor === null ? '\\d+' : mutated.slice(0, mutated.indexOf(anchor) + anchor.length).split('\n').length;
      const { problems } = check(copy);
      const expected = new RegExp(`^${file}:${line}: .*${message.source}`);
      assert.ok(problems.some(p => expected.test(p)), `expected ${expected}, found:\n${problems.join('\n')}`);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
}
