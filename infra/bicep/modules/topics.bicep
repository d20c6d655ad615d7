// Event Grid: the topic of blobs, which Flex Consumption needs for blob triggers, and the topic of mail delivery reports.
param name string
param location string
param tags object
param storageAccountName string
param deadLetterContainer string
param communicationServiceId string
param workspaceId string

var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = {
  parent: blobs
  name: deadLetterContainer
}

resource blobTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgst-${name}-blobs'
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

// The account takes no keys, so what cannot be delivered is put down by the topic's own identity, in this container only.
resource deadLetterRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deadLetters.id, blobTopic.id, blobDataContributor)
  scope: deadLetters
  properties: {
    principalId: blobTopic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

resource mailTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgst-${name}-mail'
  location: 'global'
  tags: tags
  properties: {
    source: communicationServiceId
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource blobTopicLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobTopic
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'DeliveryFailures'
        enabled: true
      }
    ]
  }
}

output blobTopicId string = blobTopic.id
output blobTopicName string = blobTopic.name
output mailTopicName string = mailTopic.name
