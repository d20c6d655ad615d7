// What a person is told of: runs that gave up, blobs and events that were given up, authorities that fell silent, mail that
// comes back, and the bill.
param name string
param location string
param tags object
param quietDays int
param workspaceId string
param actionGroupId string
param blobTopicId string
param communicationServiceId string
param monthlyBudget int
param budgetStart string
param alertEmails string[]

// Names of functions and the words of log lines are the code's; a test compares them. A log query sees two days at most, so
// how long an authority has been silent is counted by the hub and only read here.
var logAlerts = [
  {
    key: 'failed-runs'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    what: 'A workflow gave up. GET api/runs/{id} says at which step; the run is tried again once a day when it is a file.'
    query: 'AppRequests | where Name == "RecordFailure"'
  }
  {
    key: 'poison-blobs'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    what: 'A blob was handed to its function five times without success. The sweep starts it again within minutes.'
    query: 'StorageQueueLogs | where OperationName == "PutMessage" and Uri has "webjobs-blobtrigger-poison"'
  }
  {
    key: 'mail-refused'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    what: 'The mail service refuses the hub: its identity has lost the role on it. Runs go on and send nothing; message-partners can be started again.'
    query: 'AppTraces | parse Message with "The mail service refuses the hub (" Code ")." | where isnotempty(Code)'
  }
  {
    key: 'silent-authority'
    severity: 3
    every: 'P1D'
    window: 'P1D'
    what: 'No new timetable of an authority for longer than agreed: has a partner been forgotten, or is the way in broken?'
    query: 'AppTraces | parse Message with "The newest timetable of " Authority " came " Days:int " days ago." | where isnotempty(Authority) | summarize arg_max(TimeGenerated, Days) by Authority | where Days >= ${quietDays}'
  }
]

resource logRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in logAlerts: {
  name: 'alert-${name}-${alert.key}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${name}: ${alert.key}'
    description: alert.what
    severity: alert.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: alert.every
    windowSize: alert.window
    autoMitigate: false
    // Tables appear in a workspace with their first row; a new environment has none yet.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [actionGroupId]
    }
  }
}]

resource undeliveredEvents 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${name}-undelivered-events'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid gave up telling the hub of a blob. The hourly sweep finds the file; the app was unreachable for a day.'
    severity: 2
    enabled: true
    scopes: [blobTopicId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}

// From the metric, not from the mail logs: those name the recipients.
resource returnedMail 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${name}-returned-mail'
  location: 'global'
  tags: tags
  properties: {
    description: 'Mails come back. Many at once harm the standing of the council\'s domain.'
    severity: 3
    enabled: true
    scopes: [communicationServiceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT6H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'hard-bounces'
          metricNamespace: 'Microsoft.Communication/CommunicationServices'
          metricName: 'DeliveryStatusUpdate'
          dimensions: [
            {
              name: 'IsHardBounce'
              operator: 'Include'
              values: ['True']
            }
          ]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 5
          skipMetricValidation: true
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}

resource budget 'Microsoft.Consumption/budgets@2023-05-01' = {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: {
      most: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: alertEmails
      }
      expected: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: alertEmails
      }
    }
  }
}
