using HubAutomation.Testing.Engine;

return args is [EngineProgram.Argument, .. var rest] ? await EngineProgram.RunAsync(rest) : 2;
