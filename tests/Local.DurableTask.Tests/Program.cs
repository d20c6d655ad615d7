using HubAutomation.Testing.Engine;

return EngineProgram.RunAsChild(args) is { } child ? await child : 2;
