namespace HubAutomation.Local.Host.Functions;

/// <summary>Orchestrators have names of their own, and so have activities; neither may be used twice.</summary>
internal static class TaskNameRules
{
    public static IEnumerable<FunctionMistake> Check(IEnumerable<FunctionDescription> functions) => functions
        .GroupBy(f => (f.Trigger.BindingType, Name: TaskName(f)?.ToUpperInvariant()))
        .Where(g => g.Key.Name is not null && g.Count() > 1)
        .SelectMany(g => g.Select(f => new FunctionMistake(f.Name, f.EntryPoint, $"the task name '{TaskName(f)}' is used more than once")));

    private static string? TaskName(FunctionDescription function) => function.Trigger switch
    {
        OrchestrationTriggerDescription orchestration => orchestration.TaskName,
        ActivityTriggerDescription activity => activity.TaskName,
        _ => null,
    };
}
