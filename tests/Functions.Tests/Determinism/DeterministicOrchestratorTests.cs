using System.Reflection;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Tests.Determinism;

/// <summary>Orchestrators do the same on every replay: their compiled code reaches no clock, randomness, I/O, thread or changing static.</summary>
public sealed class DeterministicOrchestratorTests
{
    private static readonly OrchestratorWalk App = new(typeof(RunGuard).Assembly, typeof(HubStorage).Assembly);
    private static readonly OrchestratorWalk Seeded = new(typeof(Offenders).Assembly);

    public static TheoryData<string> Orchestrators => [.. OrchestratorMethods.Keys];

    public static TheoryData<string> Mistakes => [.. MistakeMethods.Keys];

    public static TheoryData<string> Harmless => [.. typeof(Innocents).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name)];

    private static Dictionary<string, MethodInfo> OrchestratorMethods => typeof(RunGuard).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        .Where(m => m.GetParameters().Any(p => p.IsDefined(typeof(OrchestrationTriggerAttribute))))
        .ToDictionary(m => m.GetCustomAttribute<FunctionAttribute>()!.Name);

    private static Dictionary<string, MethodInfo> MistakeMethods => typeof(Offenders).GetMethods()
        .Where(m => m.IsDefined(typeof(FoundAttribute))).ToDictionary(m => m.Name);

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public void An_orchestrator_does_the_same_on_every_replay(string name) => Assert.Empty(App.From(OrchestratorMethods[name]));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_kind_of_mistake_is_found(string name)
    {
        var mistake = MistakeMethods[name];

        var found = Seeded.From(mistake).Select(offence => offence.What);

        Assert.Contains(mistake.GetCustomAttribute<FoundAttribute>()!.What, found);
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_is_allowed_is_left_alone(string name) => Assert.Empty(Seeded.From(typeof(Innocents).GetMethod(name)!));

    [Fact]
    public void A_mistake_is_told_with_the_way_to_it_and_what_to_do_instead()
    {
        var offences = Seeded.From(MistakeMethods[nameof(Offenders.InALambda)]);

        Assert.Equal("Offenders.InALambda → System.DateTime.get_Now: take context.CurrentUtcDateTime", Assert.Single(offences).ToString());
        offences = Seeded.From(MistakeMethods[nameof(Offenders.TheClockOfAService)]);
        Assert.Contains("Offenders.TheClockOfAService → Service.Now → System.TimeProvider.GetUtcNow: take context.CurrentUtcDateTime", offences.Select(o => o.ToString()));
    }

    [Fact]
    public void Each_rule_has_a_mistake_that_breaks_it()
    {
        var broken = MistakeMethods.Values.SelectMany(Seeded.From).Select(offence => offence.Rule).ToHashSet();

        Assert.Empty(Rule.All.Where(rule => rule.Instead is not null).Except(broken.OfType<Rule>()));
    }

    [Fact]
    public void The_walk_comes_to_what_the_hub_knows()
    {
        // RunGuard's lambda, MailSending and the wording of London's time are on the way of this one: a walk that lost them would find nothing.
        var reached = new OrchestratorWalk(typeof(RunGuard).Assembly).From(typeof(ScheduleTick).GetMethod(nameof(ScheduleTick.RunAsync))!);

        Assert.Contains(reached, offence => offence.ToString().StartsWith(
            "ScheduleTick.RunAsync → ScheduleTick.StartOnceAsync → WorkflowStarter.StartAsync → Microsoft.DurableTask.Client.DurableTaskClient.", StringComparison.Ordinal));
        Assert.Contains(reached, offence => offence.What == "System.TimeProvider.GetUtcNow");
    }
}
