using HubAutomation.Local.Host;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.Hosting;

PrivateFiles.AreTheDefault();
using var host = HostComposition.Build(
    new LocalHostOptions { Arguments = args },
    setup => new ProcessLauncher(setup.Folders.App, setup.AppAssembly, setup.Output.WriteLine, setup.Attaches),
    ownsTheProcess: true);
await host.RunAsync();
