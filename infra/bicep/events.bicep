// The second deployment, once the code is published: Event Grid validates the address of a subscription by calling it, and the
// keys in these addresses exist only when the app has started.
targetScope = 'resourceGroup'

@description('Output of main.bicep.')
param functionAppName string

@description('Output of main.bicep.')
param storageAccountName string

@description('Output of main.bicep.')
param blobTopicName string

@description('Output of main.bicep.')
param mailTopicName string

@description('Output of main.bicep.')
param deadLetterContainer string

// Functions that wait for blobs, each with its container; a test compares them with the code.
var blobTriggers = [
  {
    functionName: 'TimetableDropped'
    container: 'timetables'
  }
  {
    functionName: 'ReferenceDropped'
    container: 'reference'
  }
]

// The function that takes in what became of mails; a test compares this, too.
var mailReports = {
  functionName: 'TakeMailReports'
  route: 'api/mail/reports'
  eventType: 'Microsoft.Communication.EmailDeliveryReportReceived'
}

resource functionApp 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource blobTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: blobTopicName
}

resource mailTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: mailTopicName
}

var webhook = 'https://${functionApp.properties.defaultHostName}/runtime/webhooks/blobs'
var key = listKeys('${functionApp.id}/host/default', '2024-04-01').systemKeys.blobs_extension

resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [for trigger in blobTriggers: {
  parent: blobTopic
  name: 'evgs-${trigger.container}'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${trigger.container}/blobs/'
    }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: '${webhook}?functionName=Host.Functions.${trigger.functionName}&code=${key}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
        minimumTlsVersionAllowed: '1.2'
      }
    }
    // A day: the hourly sweep has found the file long before the last try.
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
    deadLetterWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: storageAccount.id
          blobContainerName: deadLetterContainer
        }
      }
    }
  }
}]

// The key opens this one function. Reports hold addresses of people, so those that cannot be delivered within a day are not kept anywhere:
// the mail service itself writes to no address that a mail bounced from.
var mailReportsKey = listKeys('${functionApp.id}/functions/${mailReports.functionName}', '2024-04-01').default

resource mailReportSubscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: mailTopic
  name: 'evgs-mail-reports'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [mailReports.eventType]
    }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${functionApp.properties.defaultHostName}/${mailReports.route}?code=${mailReportsKey}'
        maxEventsPerBatch: 50
        preferredBatchSizeInKilobytes: 64
        minimumTlsVersionAllowed: '1.2'
      }
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
  }
}
