using FsCheck;
using Microsoft.FSharp.Core;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>How properties are tried: with the same cases in every run, so that a failure is never a matter of luck.</summary>
internal static class Properties
{
    public static readonly Rnd Seed = new(20260901UL);

    public static readonly Config Repeatable = Config.QuickThrowOnFailure
        .WithMaxTest(300)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(Seed, FSharpOption<int>.None)));
}
