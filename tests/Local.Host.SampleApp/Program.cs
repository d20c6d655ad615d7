using Azure.Storage.Blobs;
using HubAutomation.Local.Host.SampleApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A functions app as anybody would write it, which the tests of the local host run as a process of its own, or in theirs.
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(services => new BlobServiceClient(services.GetRequiredService<IConfiguration>()["AzureWebJobsStorage"]));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Diary>().AddSingleton<Ledger>().AddSingleton<Letters>();
builder.Services.AddHostedService<Farewell>();
builder.Build().Run();
