using HubAutomation.Functions.Backups;
using HubAutomation.Functions.Configuration;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Functions.Messages;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Reach;
using HubAutomation.Functions.Timetables;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<RequestGuard>();
builder.UseMiddleware<RunJournal>();
builder.UseMiddleware<BlobTryJournal>();
builder.Services.AddPlatform(builder.Configuration).AddMail().AddGraph().AddTimetables().AddMessages().AddFundingReturns().AddReach().AddBackups().AddConfigurationChecks();
builder.Build().Run();
